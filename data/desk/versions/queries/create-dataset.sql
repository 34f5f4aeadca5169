-- A dataset that its first publication makes, empty before it. $1 catalogue record in the names of the table.
INSERT INTO dataset
SELECT r.* FROM jsonb_populate_record(NULL::dataset, $1::jsonb) AS r
ON CONFLICT (id) DO NOTHING
