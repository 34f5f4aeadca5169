-- Rows of an upload as the contract has them. $1 id, $2 outcome, $3 reason, $4 first row, $5 rows beside each rejected one (each
-- NULL for none of it), $6 limit, $7 offset.
SELECT r.row, r.cells, r.edits, coalesce(r.outcome, 'rejected') AS outcome, r.issues, coalesce(r.checked, '{}') AS values,
       r.region, region.name AS "regionName", r.feature, ST_X(r.position) AS longitude, ST_Y(r.position) AS latitude,
       u.mapping -> 'columns' ->> 'nik' AS "nikColumn"
FROM upload_row r
JOIN upload u ON u.id = r.upload
LEFT JOIN region ON region.code = r.region
WHERE r.upload = $1 AND ($2::text IS NULL OR r.outcome = $2) AND ($3::text IS NULL OR r.reasons @> ARRAY[$3::text])
  AND ($4::integer IS NULL OR r.row >= $4)
  AND ($5::integer IS NULL OR r.row IN (
    SELECT bad.row + beside FROM upload_row bad CROSS JOIN generate_series(-$5::integer, $5::integer) AS beside
    WHERE bad.upload = $1 AND bad.outcome = 'rejected'))
ORDER BY r.row LIMIT $6 OFFSET $7
