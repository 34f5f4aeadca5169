-- Ends what the next version has otherwise or no more. $1 dataset, $2 the next version, $3 stage that it comes from, or NULL;
-- $4 earlier version that it comes from, or NULL; $5 whether it is whole (what is not in it goes); $6 ids that go besides.
WITH target AS (
  SELECT feature, hash FROM feature_stage WHERE stage = $3::uuid
  UNION ALL
  SELECT feature, hash FROM feature_history
  WHERE dataset = $1 AND from_version <= $4::integer AND (until_version IS NULL OR until_version > $4::integer)
), replaced AS MATERIALIZED (
  SELECT s.feature
  FROM feature_history s LEFT JOIN target ON target.feature = s.feature
  WHERE s.dataset = $1 AND s.until_version IS NULL
    AND CASE WHEN target.feature IS NULL THEN $5::boolean OR s.feature = ANY ($6::text[]) ELSE target.hash <> s.hash END
)
UPDATE feature_history h SET until_version = $2
FROM replaced WHERE h.dataset = $1 AND h.feature = replaced.feature AND h.until_version IS NULL
