-- Made-up features of kinds that a real dataset has, by dataset; what the register made for single proposals and assets is no
-- real dataset in this sense. $1 family, $2 the real dataset.
WITH kinds AS MATERIALIZED (
  SELECT DISTINCT k.kind FROM sample_kind k JOIN dataset d ON d.id = k.dataset AND d.status <> 'contoh'
  WHERE k.family = $1 AND k.dataset = $2 AND k.dataset NOT IN (SELECT dataset FROM register_dataset)
)
SELECT n.dataset, array_agg(n.feature ORDER BY n.feature COLLATE "C") AS features
FROM sample_kind n JOIN dataset d ON d.id = n.dataset AND d.status = 'contoh' JOIN kinds ON kinds.kind = n.kind
WHERE n.family = $1 AND n.dataset <> $2
GROUP BY n.dataset ORDER BY n.dataset
