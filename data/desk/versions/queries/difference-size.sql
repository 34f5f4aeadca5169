-- How many features the later state has. $1 dataset, $2 version, or NULL; $3 stage instead.
SELECT CASE WHEN $3::uuid IS NULL
  THEN (SELECT count(*) FROM feature_history WHERE dataset = $1 AND from_version <= $2::integer AND (until_version IS NULL OR until_version > $2::integer))
  ELSE (SELECT count(*) FROM feature_stage WHERE stage = $3::uuid) END::integer AS features
