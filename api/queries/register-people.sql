-- What every open register counts in each region. A kecamatan or kabupaten without a row of its own is the sum of its desa,
-- where the register counts all of them.
WITH part (length) AS (
  VALUES (5), (8)
),
desa_of AS (
  SELECT left(region.code, part.length) AS code, count(*) AS desa
  FROM region CROSS JOIN part
  WHERE region.level = 'desa'
  GROUP BY 1
),
summed AS (
  SELECT left(population.region, part.length) AS code, population.dataset,
         sum(population.people)::integer AS people, count(*) AS desa
  FROM population CROSS JOIN part
  WHERE length(population.region) = 13
  GROUP BY 1, 2
),
counted AS (
  SELECT region AS code, dataset, people FROM population
  UNION ALL
  SELECT summed.code, summed.dataset, summed.people
  FROM summed
  JOIN desa_of ON desa_of.code = summed.code AND desa_of.desa = summed.desa
  WHERE NOT EXISTS (SELECT FROM population own WHERE own.region = summed.code AND own.dataset = summed.dataset)
)
SELECT counted.code, counted.dataset, counted.people
FROM counted
JOIN dataset ON dataset.id = counted.dataset AND dataset.classification = 'terbuka'
ORDER BY counted.code, counted.dataset
