-- Things that stand at a point: street lights, road signs, bridges; ICT sites only where their dataset is open.
SELECT infrastructure.id, infrastructure.kind, infrastructure.name, infrastructure.condition, infrastructure.authority, 1 AS count,
  ST_X(point.geometry) AS longitude, ST_Y(point.geometry) AS latitude, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(infrastructure.geometry) AS geometry) point
WHERE infrastructure.kind IN ('street-light', 'road-sign', 'ict-site', 'bridge') AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
