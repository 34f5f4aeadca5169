-- Writes features of the next version. $1 dataset, $2 the next version, $3 stage, or NULL; $4 earlier version, or NULL; $5 ids.
INSERT INTO feature_history (dataset, feature, from_version, content, hash)
SELECT $1, feature, $2::integer, content, hash FROM feature_stage WHERE stage = $3::uuid AND feature = ANY ($5::text[])
UNION ALL
SELECT $1, feature, $2::integer, content, hash FROM feature_history
WHERE dataset = $1 AND from_version <= $4::integer AND (until_version IS NULL OR until_version > $4::integer)
  AND feature = ANY ($5::text[])
