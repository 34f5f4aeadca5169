-- Writes what the next version has new or otherwise. $1 dataset, $2 the next version, $3 stage, or NULL; $4 earlier version, or NULL.
WITH target AS (
  SELECT feature, content, hash FROM feature_stage WHERE stage = $3::uuid
  UNION ALL
  SELECT feature, content, hash FROM feature_history
  WHERE dataset = $1 AND from_version <= $4::integer AND (until_version IS NULL OR until_version > $4::integer)
)
INSERT INTO feature_history (dataset, feature, from_version, content, hash)
SELECT $1, target.feature, $2, target.content, target.hash
FROM target
WHERE NOT EXISTS (SELECT FROM feature_history s WHERE s.dataset = $1 AND s.feature = target.feature AND s.until_version IS NULL)
