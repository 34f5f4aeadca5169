-- The account with id $1, or e-mail $2, or OpenID subject $3; what is null finds none.
SELECT account.id, account.email, account.name, account.role, account.agency, agency.name AS agency_name, account.status,
       account.created_at, account.last_sign_in_at, account.password_hash, account.openid_subject
FROM account
LEFT JOIN agency ON agency.id = account.agency
WHERE account.id = $1::uuid OR account.email = $2 OR account.openid_subject = $3
LIMIT 1
