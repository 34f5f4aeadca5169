-- Ends session $1 of account $2.
DELETE FROM account_session WHERE id = $1::uuid AND account = $2::uuid
