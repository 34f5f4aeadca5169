-- What one import run did to its rows. $1 run · $2 outcome or null · $3 how many · $4 how many to pass over
SELECT row, column_name, outcome, reason, value
FROM import_note
WHERE run = $1 AND ($2::text IS NULL OR outcome = $2)
ORDER BY row, column_name, reason
LIMIT $3 OFFSET $4
