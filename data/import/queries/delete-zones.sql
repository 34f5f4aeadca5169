-- $1 dataset.
DELETE FROM zone WHERE dataset = $1
