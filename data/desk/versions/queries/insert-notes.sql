-- What was found in the rows, for the report of the publication; values of permits may be of persons and stay out. $1 run,
-- $2 upload, $3 family, $4 reasons of rows, $5 reasons of the report for each.
INSERT INTO import_note (run, row, column_name, outcome, reason, value)
SELECT $1, u.row, i.issue ->> 'field', CASE WHEN u.outcome = 'rejected' AND i.issue ->> 'severity' = 'error' THEN 'rejected'
         WHEN i.issue ->> 'severity' = 'correction' THEN 'corrected' ELSE 'noted' END,
       known.told, CASE WHEN $3 <> 'permit' THEN left(i.issue ->> 'value', 200) END
FROM upload_row u
CROSS JOIN LATERAL jsonb_array_elements(u.issues) AS i(issue)
JOIN unnest($4::text[], $5::text[]) AS known(reason, told) ON known.reason = i.issue ->> 'reason'
WHERE u.upload = $2::uuid
ORDER BY u.row
LIMIT 20000
