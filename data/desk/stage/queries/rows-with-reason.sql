-- Rejected rows with a reason, or any row that notes it. $1 id, $2 reason, $3 last row before, $4 how many.
SELECT row, edits, decisions, issues FROM upload_row
WHERE upload = $1 AND reasons @> ARRAY[$2::text] AND outcome <> 'excluded' AND row > $3 ORDER BY row LIMIT $4
