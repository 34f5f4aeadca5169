-- Lines of the log, newest first: of account $1, agency $2, action $3 (or all that begin with it and a dot), dataset $4, from day $5
-- until day $6 in time zone $7; null does not filter. $8 at most, after the first $9.
SELECT number, at, account, account_name, role, agency, action, dataset, subject, details, previous_hash, hash
FROM audit_entry
WHERE ($1::uuid IS NULL OR account = $1::uuid)
  AND ($2::text IS NULL OR agency = $2)
  AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3 || '.'))
  AND ($4::text IS NULL OR dataset = $4)
  AND ($5::date IS NULL OR at >= ($5::date)::timestamp AT TIME ZONE $7)
  AND ($6::date IS NULL OR at < ($6::date + 1)::timestamp AT TIME ZONE $7)
ORDER BY number DESC
LIMIT $8 OFFSET $9
