-- Which of the device with the digest $2 (null for none) and the address range with the digest $3 account $1 signed in from.
SELECT kind
FROM account_origin
WHERE account = $1::uuid AND ((kind = 'device' AND hash = $2) OR (kind = 'address' AND hash = $3))
