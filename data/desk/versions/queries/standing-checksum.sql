-- SHA-256 over all features that stand in the history, in the order of their ids by code point. $1 dataset.
SELECT encode(sha256(convert_to(coalesce(string_agg(feature || ' ' || hash, E'\n' ORDER BY feature COLLATE "C"), ''), 'UTF8')), 'hex') AS checksum
FROM feature_history WHERE dataset = $1 AND until_version IS NULL
