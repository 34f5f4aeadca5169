-- Made-up features of kinds that a real dataset has, by dataset. $1 family, $2 the real dataset.
SELECT n.dataset, array_agg(n.feature ORDER BY n.feature COLLATE "C") AS features
FROM feature_now n JOIN dataset d ON d.id = n.dataset AND d.status = 'contoh'
WHERE n.family = $1 AND n.dataset <> $2 AND n.feature NOT LIKE 'source:%'
  AND sample_kind($1, n.content) IN (SELECT DISTINCT sample_kind($1, r.content) FROM feature_now r WHERE r.family = $1 AND r.dataset = $2)
GROUP BY n.dataset ORDER BY n.dataset
