-- One row when somebody can sign in as administrator.
SELECT 1 FROM account WHERE role = 'walidata' AND status = 'active' LIMIT 1
