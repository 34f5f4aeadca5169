-- Ids of the published features of a dataset. $1 family, $2 dataset.
SELECT feature FROM feature_now WHERE family = $1 AND dataset = $2 ORDER BY feature COLLATE "C"
