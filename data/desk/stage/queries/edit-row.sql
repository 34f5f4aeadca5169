-- $1 upload, $2 row, $3 edits, $4 decisions.
UPDATE upload_row SET edits = $3, decisions = $4 WHERE upload = $1 AND row = $2
