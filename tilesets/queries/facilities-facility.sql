-- Facilities that have a place; those without one count in tables only.
SELECT facility.id, facility.kind, facility.name, facility.owner, facility.region, facility.accuracy, 1 AS count,
  ST_X(facility.position) AS longitude, ST_Y(facility.position) AS latitude, facility.dataset, dataset.status = 'contoh' AS sample
FROM facility JOIN dataset ON dataset.id = facility.dataset
WHERE facility.position IS NOT NULL AND dataset.classification = 'terbuka'
ORDER BY facility.id
