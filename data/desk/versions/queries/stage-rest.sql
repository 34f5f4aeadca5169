-- What is published and not in the upload, staged beside it, so that it stays. $1 stage, $2 family, $3 dataset.
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, now.feature, now.content, content_hash(now.content)
FROM feature_now AS now
WHERE now.family = $2 AND now.dataset = $3
  AND NOT EXISTS (SELECT FROM feature_stage AS staged WHERE staged.stage = $1::uuid AND staged.feature = now.feature)
