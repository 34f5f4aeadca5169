-- How many published features are otherwise than the history has them. $1 family, $2 dataset, $3 ids.
SELECT count(*)::integer AS diverged
FROM feature_now now
LEFT JOIN feature_history h ON h.dataset = $2 AND h.feature = now.feature AND h.until_version IS NULL
WHERE now.family = $1 AND now.dataset = $2 AND now.feature = ANY ($3::text[])
  AND h.hash IS DISTINCT FROM content_hash(now.content)
