-- One row, held until the transaction ends. $1 upload, $2 row.
SELECT row, cells, edits, decisions, geometry, outcome, issues, duplicate_of AS "duplicateOf" FROM upload_row
WHERE upload = $1 AND row = $2 FOR UPDATE
