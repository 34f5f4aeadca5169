-- Whoever changes a dataset does it alone. $1 dataset.
SELECT version FROM dataset WHERE id = $1 FOR UPDATE
