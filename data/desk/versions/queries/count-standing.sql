-- How many features stand in the history. $1 dataset.
SELECT count(*)::integer AS standing FROM feature_history WHERE dataset = $1 AND until_version IS NULL
