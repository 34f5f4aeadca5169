-- What lies within the region but is another government's. $1 codes of the enclaves.
SELECT replace(region.code, '.', '')::double precision AS feature_id, region.code, region.name,
  ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
WHERE region.level = 'kabupaten' AND NOT region.own AND region.code = ANY ($1::text[])
  AND dataset.classification = 'terbuka'
ORDER BY region.code
