-- How many rows of its table a version has new or otherwise. $1 dataset, $2 version.
SELECT count(*)::integer AS opened FROM feature_history
WHERE dataset = $1 AND from_version = $2 AND until_version IS NULL AND feature NOT LIKE 'source:%'
