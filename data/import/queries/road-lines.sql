-- Roads that anybody may see, line by line, for the network. Made-up roads give way to real ones: they stand in only while
-- all that is real are the roads of the province or the state, which reach few desa.
WITH road AS (
  SELECT infrastructure.*, dataset.status = 'contoh' AS sample
  FROM infrastructure
  JOIN dataset ON dataset.id = infrastructure.dataset
  WHERE infrastructure.kind = 'road' AND dataset.classification = 'terbuka'
), mixed AS (
  SELECT NOT EXISTS (
    SELECT FROM road WHERE NOT sample AND authority IS DISTINCT FROM 'provinsi' AND authority IS DISTINCT FROM 'pusat'
  ) AS allowed
)
SELECT
  road.id,
  road.class,
  coalesce(road.attributes ->> 'oneWay', 'no') AS one_way,
  coalesce((road.attributes ->> 'level')::integer, 0) AS level,
  road.attributes ->> 'highway' AS highway,
  road.dataset,
  road.sample,
  ST_AsGeoJSON(road.geometry, 7)::json AS geometry
FROM road, mixed
WHERE mixed.allowed OR NOT road.sample
ORDER BY road.dataset, road.id
