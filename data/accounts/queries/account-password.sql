-- Account $1 gets the password with hash $2; one that waited for its invitation is active.
UPDATE account
SET password_hash = $2, status = CASE status WHEN 'invited' THEN 'active' ELSE status END
WHERE id = $1::uuid
