-- The next rows of an upload. $1 id, $2 last row before, $3 how many.
SELECT row, cells, edits, decisions, geometry FROM upload_row WHERE upload = $1 AND row > $2 ORDER BY row LIMIT $3
