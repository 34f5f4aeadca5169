-- Desa and kelurahan with the people of the register in use.
SELECT replace(region.code, '.', '')::double precision AS feature_id, region.code, region.name, region.kind, region.parent,
  population.people::double precision AS population, population.dataset AS population_dataset,
  ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
LEFT JOIN population_in_use ON true
LEFT JOIN population ON population.region = region.code AND population.dataset = population_in_use.dataset
  AND EXISTS (SELECT FROM dataset register WHERE register.id = population.dataset AND register.classification = 'terbuka')
WHERE region.level = 'desa' AND region.own AND dataset.classification = 'terbuka'
ORDER BY region.code
