-- Account $1 signed in at $2.
UPDATE account SET last_sign_in_at = $2::timestamptz WHERE id = $1::uuid
