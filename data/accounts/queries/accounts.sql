-- All accounts by name, without what proves that somebody is one.
SELECT account.id, account.email, account.name, account.role, account.agency, agency.name AS agency_name, account.status,
       account.created_at, account.last_sign_in_at
FROM account
LEFT JOIN agency ON agency.id = account.agency
ORDER BY lower(account.name), account.email
