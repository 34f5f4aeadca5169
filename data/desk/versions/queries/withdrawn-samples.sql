-- Made-up features that gave way and whose kind no real dataset has any more, by dataset. $1 family.
SELECT w.dataset, array_agg(w.feature ORDER BY w.feature COLLATE "C") AS features
FROM sample_withdrawal w JOIN dataset s ON s.id = w.dataset AND s.status = 'contoh'
WHERE w.family = $1 AND w.kind NOT IN (
  SELECT DISTINCT sample_kind($1, r.content) FROM feature_now r JOIN dataset d ON d.id = r.dataset AND d.status <> 'contoh' WHERE r.family = $1)
GROUP BY w.dataset ORDER BY w.dataset
