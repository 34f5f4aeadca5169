-- $1 family, $2 dataset of the sample, $3 ids.
INSERT INTO sample_withdrawal (dataset, feature, family, kind)
SELECT $2, feature, $1, sample_kind($1, content) FROM feature_now WHERE family = $1 AND dataset = $2 AND feature = ANY ($3::text[])
ON CONFLICT DO NOTHING
