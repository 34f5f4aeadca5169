-- A portion of the rows of an upload. $1 id, $2 how many.
DELETE FROM upload_row WHERE (upload, row) IN (SELECT upload, row FROM upload_row WHERE upload = $1 ORDER BY row LIMIT $2)
RETURNING 1 AS deleted
