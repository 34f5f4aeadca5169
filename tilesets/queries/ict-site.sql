-- Sites of the network of the government that are not public. Read by the owner: `restricted` in schema.ts.
SELECT infrastructure.id, infrastructure.kind, infrastructure.name, infrastructure.class, infrastructure.condition,
  infrastructure.attributes ->> 'connection' AS connection,
  (infrastructure.attributes ->> 'bandwidthMbps')::double precision AS bandwidth_mbps, 1 AS count,
  ST_X(point.geometry) AS longitude, ST_Y(point.geometry) AS latitude, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(infrastructure.geometry) AS geometry) point
WHERE infrastructure.kind = 'ict-site' AND dataset.classification <> 'terbuka'
ORDER BY infrastructure.id
