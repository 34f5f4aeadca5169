-- Where an upload goes. $1 id, $2 dataset, $3 whether it is new, $4 family, $5 agency, $6 metadata.
UPDATE upload SET dataset = $2, is_new = $3, family = $4, agency = $5, metadata = $6, changed_at = now() WHERE id = $1
