-- Ends, in the history, features that are not published any more. $1 dataset, $2 version, $3 ids that are.
WITH missing AS MATERIALIZED (
  SELECT s.feature FROM feature_history s LEFT JOIN unnest($3::text[]) AS present(feature) ON present.feature = s.feature
  WHERE s.dataset = $1 AND s.until_version IS NULL AND present.feature IS NULL
), never_was AS (
  DELETE FROM feature_history h USING missing
  WHERE h.dataset = $1 AND h.feature = missing.feature AND h.until_version IS NULL AND h.from_version = $2
)
UPDATE feature_history h SET until_version = $2
FROM missing WHERE h.dataset = $1 AND h.feature = missing.feature AND h.until_version IS NULL AND h.from_version < $2
