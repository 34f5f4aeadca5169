-- Rivers wide enough to have a surface.
SELECT infrastructure.name, ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset,
  dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'river' AND ST_Dimension(infrastructure.geometry) = 2 AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
