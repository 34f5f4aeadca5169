-- How many features two states of a dataset do not have alike, by kind. $1 family, $2 dataset, $3 version before, NULL for what is
-- published; $4 version after, or NULL; $5 stage instead.
SELECT kind, count(*)::integer AS features, count(*) FILTER (WHERE moved_metres > 100)::integer AS far
FROM feature_differences($1, $2, $3::integer, $4::integer, $5::uuid) GROUP BY kind
