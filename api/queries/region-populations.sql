-- What every register counts in the region $1, the register in use first; null where it counts only a part.
-- A kecamatan or kabupaten is the sum of its desa unless the register gives its own row.
WITH own AS (
  SELECT dataset, period, people, estimated FROM population WHERE region = $1
),
summed AS (
  SELECT
    population.dataset,
    max(population.period) AS period,
    CASE
      WHEN count(*) = (SELECT count(*) FROM region WHERE level = 'desa' AND starts_with(code, $1 || '.'))
      THEN sum(population.people)::integer
    END AS people,
    bool_or(population.estimated) AS estimated
  FROM population
  WHERE starts_with(population.region, $1 || '.') AND length(population.region) = 13
  GROUP BY population.dataset
),
counted AS (
  SELECT * FROM own
  UNION ALL
  SELECT * FROM summed WHERE dataset NOT IN (SELECT own.dataset FROM own)
)
SELECT
  counted.people,
  counted.estimated,
  counted.period,
  dataset.id AS dataset,
  dataset.producer AS source,
  dataset.date,
  population_in_use.dataset IS NOT NULL AS in_use
FROM counted
JOIN dataset ON dataset.id = counted.dataset
LEFT JOIN population_in_use ON population_in_use.dataset = dataset.id
ORDER BY in_use DESC, counted.period DESC, dataset.id
