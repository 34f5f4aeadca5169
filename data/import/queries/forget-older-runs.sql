-- Reports of the last ten versions are kept. $1 dataset, $2 version now.
DELETE FROM import_run WHERE dataset = $1 AND version <= $2 - 10
