-- Ends, in the history, features that are published otherwise than the history has them; what an archiving that was stopped
-- wrote for this very version is written again. $1 family, $2 dataset, $3 version, $4 ids to look at.
WITH now AS MATERIALIZED (
  SELECT feature, content, content_hash(content) AS hash FROM feature_now
  WHERE family = $1 AND dataset = $2 AND feature = ANY ($4::text[])
), ended AS (
  UPDATE feature_history h SET until_version = $3
  FROM now WHERE h.dataset = $2 AND h.feature = now.feature AND h.until_version IS NULL AND h.hash <> now.hash AND h.from_version < $3
)
UPDATE feature_history h SET content = now.content, hash = now.hash
FROM now WHERE h.dataset = $2 AND h.feature = now.feature AND h.until_version IS NULL AND h.hash <> now.hash AND h.from_version = $3
