-- Features that what stands in the history and the next version do not have alike. $1 dataset, $2 stage that the next version
-- comes from, or NULL; $3 earlier version that it comes from, or NULL.
WITH target AS (
  SELECT feature, hash FROM feature_stage WHERE stage = $2::uuid
  UNION ALL
  SELECT feature, hash FROM feature_history
  WHERE dataset = $1 AND from_version <= $3::integer AND (until_version IS NULL OR until_version > $3::integer)
), standing AS (
  SELECT feature, hash FROM feature_history WHERE dataset = $1 AND until_version IS NULL
)
SELECT coalesce(standing.feature, target.feature) AS feature
FROM standing FULL JOIN target ON target.feature = standing.feature
WHERE standing.hash IS DISTINCT FROM target.hash
ORDER BY 1
