-- Land that the government owns. Whole square metres: what lies beyond is noise that differs between engines.
SELECT infrastructure.id, infrastructure.name, infrastructure.attributes ->> 'use' AS use,
  round(infrastructure.area_square_metres) AS area_square_metres, infrastructure.region,
  ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'land-asset' AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
