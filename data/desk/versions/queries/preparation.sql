-- Who prepares the next version of a dataset. $1 dataset.
SELECT token FROM version_preparation WHERE dataset = $1
