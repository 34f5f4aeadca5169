-- All land that is known: the kabupaten and kota around, and the own kecamatan, from which the own land is drawn; the
-- own kabupaten, often of an older survey, only where there are no kecamatan.
SELECT ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
WHERE dataset.classification = 'terbuka' AND (
  region.level = 'kecamatan' AND region.own
  OR region.level = 'kabupaten' AND NOT region.own
  OR region.level = 'kabupaten' AND NOT EXISTS (SELECT FROM region kecamatan WHERE kecamatan.parent = region.code)
)
ORDER BY region.code
