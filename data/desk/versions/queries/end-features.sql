-- $1 dataset, $2 version that has them no more, $3 ids.
UPDATE feature_history SET until_version = $2 WHERE dataset = $1 AND feature = ANY ($3::text[]) AND until_version IS NULL
