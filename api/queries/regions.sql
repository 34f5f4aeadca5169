-- Regions with the population in use.
-- $1 level or null · $2 parent or null · $3 code or null · $4 whether regions outside the own territory count
WITH in_use AS (
  SELECT population.region, population.people, population.estimated
  FROM population
  JOIN population_in_use ON population_in_use.dataset = population.dataset
),
-- Registers count desa. A kecamatan or kabupaten is the sum of its desa, unless the register gives its own row; where one
-- desa is not counted the sum is not known.
summed AS (
  SELECT
    left(desa.code, part.length) AS code,
    CASE WHEN count(in_use.people) = count(*) THEN sum(in_use.people)::integer END AS people,
    coalesce(bool_or(in_use.estimated), false) AS estimated
  FROM region AS desa
  LEFT JOIN in_use ON in_use.region = desa.code
  CROSS JOIN (VALUES (5), (8)) AS part (length)
  WHERE desa.level = 'desa'
  GROUP BY 1
)
SELECT
  region.code,
  region.name,
  region.level,
  region.kind,
  region.parent,
  region.own,
  region.bps_code,
  region.aliases,
  region.area_km2,
  coalesce(in_use.people, summed.people) AS people,
  coalesce(in_use.estimated, summed.estimated) AS population_estimated,
  register.id AS population_dataset,
  register.producer AS population_source,
  register.date AS population_date,
  ST_XMin(region.geometry) AS west,
  ST_YMin(region.geometry) AS south,
  ST_XMax(region.geometry) AS east,
  ST_YMax(region.geometry) AS north,
  ST_X(region.label_point) AS label_longitude,
  ST_Y(region.label_point) AS label_latitude,
  region.dataset
FROM region
LEFT JOIN in_use ON in_use.region = region.code
LEFT JOIN summed ON summed.code = region.code
LEFT JOIN population_in_use ON true
LEFT JOIN dataset AS register ON register.id = population_in_use.dataset
WHERE ($1::text IS NULL OR region.level = $1)
  AND ($2::text IS NULL OR region.parent = $2)
  AND ($3::text IS NULL OR region.code = $3)
  AND ($4::boolean OR region.own)
ORDER BY region.code
