-- Ends the sessions of account $1.
DELETE FROM account_session WHERE account = $1::uuid RETURNING id
