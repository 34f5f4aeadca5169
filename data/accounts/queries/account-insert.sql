-- A new account: $1 e-mail, $2 name, $3 role, $4 agency or null. No row when the e-mail has one.
INSERT INTO account (email, name, role, agency) VALUES ($1, $2, $3, $4)
ON CONFLICT (email) DO NOTHING
RETURNING id
