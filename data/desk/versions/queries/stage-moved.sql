-- A published feature as it would be in another dataset. $1 stage, $2 family, $3 its dataset, $4 id, $5 the other dataset.
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, n.feature, c.content, content_hash(c.content)
FROM feature_now n CROSS JOIN LATERAL (SELECT n.content || jsonb_build_object('dataset', $5::text) AS content) AS c
WHERE n.family = $2 AND n.dataset = $3 AND n.feature = $4
RETURNING feature
