-- $1 dataset.
DELETE FROM infrastructure WHERE dataset = $1
