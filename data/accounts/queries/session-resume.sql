-- The session whose secret has the digest $1, or had it until a moment ago (now is $2), of an account that may sign in.
SELECT
  session.id, session.account, account.role, account.agency, session.created_at, session.rotated_at, session.seen_at,
  session.token_hash <> $1 AS is_previous
FROM account_session AS session
JOIN account ON account.id = session.account
WHERE account.status = 'active'
  AND (session.token_hash = $1 OR (session.previous_hash = $1 AND session.previous_until > $2::timestamptz))
LIMIT 1
