-- Account $1 gets name $2, role $3, agency $4 (or null), status $5.
UPDATE account SET name = $2, role = $3, agency = $4, status = $5 WHERE id = $1::uuid
