-- A sign-on that begins: digest $1 of the cookie, state $2, nonce $3, PKCE verifier $4, path to go to $5, until $6.
INSERT INTO openid_attempt (token_hash, state, nonce, verifier, goes_to, expires_at) VALUES ($1, $2, $3, $4, $5, $6::timestamptz)
