-- The coast line.
SELECT ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'coast' AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
