-- Regions of one level that touch, or come within some 10 m: separately simplified neighbours do not share their edge.
INSERT INTO region_neighbour (code, neighbour)
SELECT a.code, b.code
FROM region a JOIN region b
  ON a.level = b.level AND a.code < b.code AND a.geometry && ST_Expand(b.geometry, 0.0001)
WHERE a.level IN ('kecamatan', 'desa') AND ST_DWithin(a.geometry, b.geometry, 0.0001)
