-- Sessions of account $1 that were used after $2 and opened after $3, newest use first.
SELECT id, created_at, seen_at, device
FROM account_session
WHERE account = $1::uuid AND seen_at > $2::timestamptz AND created_at > $3::timestamptz
ORDER BY seen_at DESC, id
