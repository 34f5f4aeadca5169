-- Gives session $1, whose secret still has the digest $2, the one with the digest $3 at $4; the former counts until $5.
UPDATE account_session
SET token_hash = $3, previous_hash = token_hash, previous_until = $5::timestamptz,
    rotated_at = $4::timestamptz, seen_at = $4::timestamptz
WHERE id = $1::uuid AND token_hash = $2
RETURNING id
