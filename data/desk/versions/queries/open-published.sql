-- Writes features as they are published into the history, unless they stand in it. $1 family, $2 dataset, $3 version, $4 ids.
INSERT INTO feature_history (dataset, feature, from_version, content, hash)
SELECT $2, now.feature, $3, now.content, content_hash(now.content)
FROM feature_now now
WHERE now.family = $1 AND now.dataset = $2 AND now.feature = ANY ($4::text[])
  AND NOT EXISTS (SELECT FROM feature_history h WHERE h.dataset = $2 AND h.feature = now.feature AND h.until_version IS NULL)
RETURNING 1 AS written
