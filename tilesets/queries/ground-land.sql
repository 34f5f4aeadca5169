-- All land that is known: kabupaten and kota, and the own kecamatan, whose line may differ from the kabupaten's.
SELECT ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
WHERE (region.level = 'kabupaten' OR region.level = 'kecamatan' AND region.own) AND dataset.classification = 'terbuka'
ORDER BY region.code
