-- Geodesic area of the region's own outline. $1 code.
SELECT region.area_km2 AS value, dataset.id AS source, dataset.title, dataset.producer, dataset.date, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
WHERE region.code = $1
