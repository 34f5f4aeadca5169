-- One row when the line $1 has the hash $2.
SELECT 1 FROM audit_entry WHERE number = $1 AND hash = $2
