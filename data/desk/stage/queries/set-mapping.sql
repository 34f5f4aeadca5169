-- $1 id, $2 mapping, $3 origin.
UPDATE upload SET mapping = $2, mapping_origin = $3, changed_at = now() WHERE id = $1
