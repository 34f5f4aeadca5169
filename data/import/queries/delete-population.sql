-- $1 dataset.
DELETE FROM population WHERE dataset = $1
