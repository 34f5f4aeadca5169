-- Nobody prepares a version any more, once nothing of it is left. $1 dataset, $2 whose preparation, or NULL for anybody's.
DELETE FROM version_preparation p
WHERE dataset = $1 AND ($2::uuid IS NULL OR token = $2::uuid)
  AND NOT EXISTS (SELECT FROM feature_history h WHERE h.dataset = $1 AND (h.from_version = p.version OR h.until_version = p.version))
