-- Land that the government owns. Its use stands in the attributes that the importer kept.
SELECT infrastructure.id, infrastructure.name, infrastructure.attributes ->> 'use' AS use,
  infrastructure.area_square_metres, infrastructure.region,
  ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'land-asset' AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
