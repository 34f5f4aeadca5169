-- Opens a session of account $1 with the digest $2 of its secret at $3, on device $4 (words) or null.
INSERT INTO account_session (account, token_hash, created_at, rotated_at, seen_at, device)
VALUES ($1::uuid, $2, $3::timestamptz, $3::timestamptz, $3::timestamptz, $4)
RETURNING id
