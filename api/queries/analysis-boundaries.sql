-- Outlines of our own kecamatan and desa, and of the kabupaten and kota around.
SELECT
  CASE WHEN own THEN level ELSE 'neighbours' END AS object,
  code,
  name,
  ST_AsGeoJSON(geometry, 7)::json AS geometry
FROM region
WHERE CASE WHEN own THEN level IN ('kecamatan', 'desa') ELSE level = 'kabupaten' END
ORDER BY code
