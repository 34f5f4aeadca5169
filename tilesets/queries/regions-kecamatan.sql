-- Kecamatan with the people of the register in use: its own row where the register has one, else the sum of its desa,
-- else null.
WITH people AS (
  SELECT population.region, population.people, population.dataset
  FROM population JOIN population_in_use ON population_in_use.dataset = population.dataset
  JOIN dataset ON dataset.id = population.dataset AND dataset.classification = 'terbuka'
),
desa_people AS (
  SELECT left(region, 8) AS kecamatan, sum(people) AS people, min(dataset) AS dataset
  FROM people WHERE length(region) = 13 GROUP BY left(region, 8)
)
SELECT replace(region.code, '.', '')::double precision AS feature_id, region.code, region.name, region.kind, region.parent,
  coalesce(people.people, desa_people.people)::double precision AS population,
  coalesce(people.dataset, desa_people.dataset) AS population_dataset,
  ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
LEFT JOIN people ON people.region = region.code
LEFT JOIN desa_people ON desa_people.kecamatan = region.code
WHERE region.level = 'kecamatan' AND region.own AND dataset.classification = 'terbuka'
ORDER BY region.code
