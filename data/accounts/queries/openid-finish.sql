-- Uses up the sign-on whose cookie has the digest $1, when it still holds at $2.
DELETE FROM openid_attempt WHERE token_hash = $1 AND expires_at > $2::timestamptz
RETURNING state, nonce, verifier, goes_to
