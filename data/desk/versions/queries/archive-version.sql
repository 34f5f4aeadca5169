-- $1 dataset: what stood is archived.
UPDATE dataset_version SET state = 'diarsipkan' WHERE dataset = $1 AND state = 'terbit'
