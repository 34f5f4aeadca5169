-- Made-up features that gave way and whose kind no real dataset has any more, by dataset (see `sample-features.sql`). $1 family.
WITH kinds AS MATERIALIZED (
  SELECT DISTINCT k.kind FROM sample_kind k JOIN dataset d ON d.id = k.dataset AND d.status <> 'contoh'
  WHERE k.family = $1 AND k.dataset NOT IN (SELECT dataset FROM register_dataset)
)
SELECT w.dataset, array_agg(w.feature ORDER BY w.feature COLLATE "C") AS features
FROM sample_withdrawal w JOIN dataset s ON s.id = w.dataset AND s.status = 'contoh'
WHERE w.family = $1 AND w.kind NOT IN (SELECT kind FROM kinds)
GROUP BY w.dataset ORDER BY w.dataset
