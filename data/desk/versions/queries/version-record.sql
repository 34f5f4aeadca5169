-- Catalogue record, run and checksum of a version. $1 dataset, $2 version.
SELECT metadata, run, records, upload, checksum FROM dataset_version WHERE dataset = $1 AND version = $2
