-- One row when somebody signed in from the device with the digest $1.
SELECT 1 FROM account_origin WHERE kind = 'device' AND hash = $1 LIMIT 1
