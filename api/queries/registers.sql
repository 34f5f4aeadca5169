-- Every open population register, the one in use first, with the smallest level that it counts.
SELECT
  dataset.id AS dataset,
  dataset.title,
  dataset.producer,
  max(population.period) AS period,
  dataset.date,
  population_in_use.dataset IS NOT NULL AS in_use,
  CASE max(length(population.region)) WHEN 5 THEN 'kabupaten' WHEN 8 THEN 'kecamatan' ELSE 'desa' END AS level,
  dataset.status = 'contoh' AS sample
FROM population
JOIN dataset ON dataset.id = population.dataset
LEFT JOIN population_in_use ON population_in_use.dataset = dataset.id
WHERE dataset.classification = 'terbuka'
GROUP BY dataset.id, population_in_use.dataset
ORDER BY in_use DESC, period DESC, dataset.id
