-- Ends the sessions of account $1, but for session $2 (null: all of them).
DELETE FROM account_session WHERE account = $1::uuid AND id IS DISTINCT FROM $2::uuid RETURNING id
