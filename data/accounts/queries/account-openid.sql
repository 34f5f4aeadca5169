-- Account $1 is the person $2 at the single sign-on; one that waited for its invitation is active.
UPDATE account
SET openid_subject = $2, status = CASE status WHEN 'invited' THEN 'active' ELSE status END
WHERE id = $1::uuid
