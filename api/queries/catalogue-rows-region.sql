-- Regions of a dataset as a download has them. $1 dataset · $2 code before · $3 how many or null for all
SELECT code AS key, code AS kode_wilayah, name AS nama, level AS tingkat, kind AS jenis, parent AS kode_induk, bps_code AS kode_bps,
  area_km2 AS luas_terukur_km2, ST_AsGeoJSON(geometry, 9) AS geometry
FROM region
WHERE dataset = $1 AND code > $2
ORDER BY code
LIMIT $3
