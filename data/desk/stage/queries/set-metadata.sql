-- $1 id, $2 metadata.
UPDATE upload SET metadata = $2, changed_at = now() WHERE id = $1
