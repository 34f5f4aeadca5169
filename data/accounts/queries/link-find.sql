-- The link whose secret has the digest $1, when it holds at $2. An account that is shut has none.
SELECT link.purpose, link.account, account.email, account.name, link.expires_at
FROM account_link AS link
LEFT JOIN account ON account.id = link.account
WHERE link.token_hash = $1 AND link.expires_at > $2::timestamptz AND account.status IS DISTINCT FROM 'disabled'
