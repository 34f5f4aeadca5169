-- Voids the links of account $1; null: those of the first administrator.
DELETE FROM account_link WHERE account IS NOT DISTINCT FROM $1::uuid
