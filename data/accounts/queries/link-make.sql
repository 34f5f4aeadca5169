-- A link whose secret has the digest $1, for purpose $2 of account $3 (null: the first administrator), made at $4, until $5.
INSERT INTO account_link (token_hash, purpose, account, created_at, expires_at)
VALUES ($1, $2, $3::uuid, $4::timestamptz, $5::timestamptz)
