-- How many lines audit-lines.sql finds for the same $1 to $7.
SELECT count(*) AS total
FROM audit_entry
WHERE ($1::uuid IS NULL OR account = $1::uuid)
  AND ($2::text IS NULL OR agency = $2)
  AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3 || '.'))
  AND ($4::text IS NULL OR dataset = $4)
  AND ($5::date IS NULL OR at >= ($5::date)::timestamp AT TIME ZONE $7)
  AND ($6::date IS NULL OR at < ($6::date + 1)::timestamp AT TIME ZONE $7)
