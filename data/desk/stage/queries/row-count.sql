-- How many rows the same choice has. $1 id, $2 outcome, $3 reason, $4 first row, $5 rows beside each rejected one.
SELECT count(*)::integer AS total FROM upload_row r
WHERE r.upload = $1 AND ($2::text IS NULL OR r.outcome = $2) AND ($3::text IS NULL OR r.reasons @> ARRAY[$3::text])
  AND ($4::integer IS NULL OR r.row >= $4)
  AND ($5::integer IS NULL OR r.row IN (
    SELECT bad.row + beside FROM upload_row bad CROSS JOIN generate_series(-$5::integer, $5::integer) AS beside
    WHERE bad.upload = $1 AND bad.outcome = 'rejected'))
