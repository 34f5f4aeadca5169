-- What was prepared is published. $1 dataset.
DELETE FROM version_preparation WHERE dataset = $1
