-- Rejected rows for the spreadsheet. $1 id, $2 last row before, $3 how many.
SELECT row, cells, edits, issues FROM upload_row
WHERE upload = $1 AND outcome = 'rejected' AND row > $2 ORDER BY row LIMIT $3
