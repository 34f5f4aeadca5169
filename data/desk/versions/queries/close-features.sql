-- Ends, with the next version, features that stand. $1 dataset, $2 the next version, $3 ids.
UPDATE feature_history SET until_version = $2
WHERE dataset = $1 AND feature = ANY ($3::text[]) AND until_version IS NULL AND from_version < $2
