-- $1 dataset, $2 ids.
DELETE FROM sample_withdrawal WHERE dataset = $1 AND feature = ANY ($2::text[])
