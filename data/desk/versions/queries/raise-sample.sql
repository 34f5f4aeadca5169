-- A sample that gave way in part, or is back. $1 dataset, $2 records more.
UPDATE dataset SET version = version + 1, records = greatest(0, records + $2::integer), imported_at = now() WHERE id = $1 RETURNING version
