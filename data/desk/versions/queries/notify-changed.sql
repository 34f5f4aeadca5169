-- Told to listeners when the transaction commits. $1 dataset.
SELECT pg_notify('dataset_changed', $1)
