-- Somebody prepares the next version. $1 dataset, $2 token, $3 the version.
INSERT INTO version_preparation (dataset, token, version) VALUES ($1, $2, $3)
