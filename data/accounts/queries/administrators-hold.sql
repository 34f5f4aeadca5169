-- Administrators who can sign in; their rows are held until the transaction ends.
SELECT id FROM account WHERE role = 'walidata' AND status = 'active' ORDER BY id FOR UPDATE
