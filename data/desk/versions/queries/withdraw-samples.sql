-- $1 family, $2 dataset of the sample, $3 ids.
INSERT INTO sample_withdrawal (dataset, feature, family, kind)
SELECT $2, feature, $1, kind FROM sample_kind WHERE family = $1 AND dataset = $2 AND feature = ANY ($3::text[])
ON CONFLICT DO NOTHING
