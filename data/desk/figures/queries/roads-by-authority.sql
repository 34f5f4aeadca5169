-- Roads of an authority with their condition. $1 authority, or null for all.
SELECT
  infrastructure.condition,
  infrastructure.dataset,
  dataset.title,
  dataset.producer,
  dataset.date,
  dataset.status = 'contoh' AS sample,
  ST_AsGeoJSON(infrastructure.geometry, 9)::json AS geometry
FROM infrastructure
JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'road' AND ($1::text IS NULL OR infrastructure.authority = $1)
ORDER BY infrastructure.id
