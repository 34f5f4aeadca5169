-- Appends a line to the log. $1 role, $2 account or null, $3 agency or null, $4 action, $5 dataset or null, $6 subject or null,
-- $7 details.
SELECT record_audit($1, $2::uuid, $3, $4, $5, $6, $7::jsonb) AS number
