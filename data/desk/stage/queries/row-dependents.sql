-- Rows that repeat a row. $1 upload, $2 row.
SELECT row FROM upload_row WHERE upload = $1 AND duplicate_of = $2 ORDER BY row LIMIT 200
