-- Fibre of the government that is not public. Read by the owner: `restricted` in schema.ts.
SELECT infrastructure.id, infrastructure.name, infrastructure.class, infrastructure.condition,
  (infrastructure.attributes ->> 'cores')::double precision AS cores, round(infrastructure.length_metres) AS length_metres,
  ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'fibre' AND dataset.classification <> 'terbuka'
ORDER BY infrastructure.id
