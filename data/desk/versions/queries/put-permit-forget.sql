-- Pauses of the permits that a version writes. $1 dataset, $2 version.
DELETE FROM permit_pause s USING feature_history h
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL AND s.permit = h.feature
