-- What each register counts in the whole region, as it states it or as the sum of its desa. $1 code of the region.
SELECT
  dataset.id AS source,
  dataset.title,
  dataset.producer,
  dataset.date,
  coalesce(
    (SELECT people FROM population AS whole WHERE whole.dataset = dataset.id AND whole.region = $1),
    (SELECT sum(people) FROM population AS part
     WHERE part.dataset = dataset.id AND length(part.region) = 13 AND starts_with(part.region, $1))
  )::integer AS value,
  EXISTS (SELECT FROM population_in_use WHERE population_in_use.dataset = dataset.id) AS "inUse",
  (SELECT count(*) FROM population AS part
   WHERE part.dataset = dataset.id AND length(part.region) = 13 AND starts_with(part.region, $1))
    = (SELECT count(*) FROM region WHERE own AND level = 'desa') AS "mayChoose",
  dataset.status = 'contoh' AS sample
FROM dataset
WHERE dataset.family = 'population' AND dataset.classification = 'terbuka'
ORDER BY "inUse" DESC, dataset.date DESC NULLS LAST, dataset.id
