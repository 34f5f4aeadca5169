-- Notes of a run. $1 run, $2 notes as JSON.
INSERT INTO import_note (run, row, column_name, outcome, reason, value)
SELECT $1, n.row, n."column", n.outcome, n.reason, left(n.value, 200)
FROM jsonb_to_recordset($2::jsonb) AS n(row integer, "column" text, outcome text, reason text, value text)
