-- Made-up features as they last were. $1 dataset, $2 version that has them again, $3 ids.
INSERT INTO feature_history (dataset, feature, from_version, content, hash)
SELECT DISTINCT ON (feature) dataset, feature, $2, content, hash FROM feature_history
WHERE dataset = $1 AND feature = ANY ($3::text[]) AND NOT EXISTS (
  SELECT FROM feature_history n WHERE n.dataset = $1 AND n.feature = feature_history.feature AND n.until_version IS NULL)
ORDER BY feature, from_version DESC
