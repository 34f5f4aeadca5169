-- Roads. Those of the kabupaten and the desa are drawn only closer in, so they enter the tiles later.
SELECT infrastructure.id, infrastructure.code, infrastructure.name, infrastructure.authority, infrastructure.class,
  infrastructure.condition, round(infrastructure.length_metres) AS length_metres,
  CASE infrastructure.authority WHEN 'kabupaten' THEN 9 WHEN 'desa' THEN 11 ELSE 7 END AS from_zoom,
  ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'road' AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
