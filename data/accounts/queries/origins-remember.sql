-- Account $1 signed in from the device with the digest $2 and the address range with the digest $3 at $4.
INSERT INTO account_origin (account, kind, hash, used_at)
VALUES ($1::uuid, 'device', $2, $4::timestamptz), ($1::uuid, 'address', $3, $4::timestamptz)
ON CONFLICT (account, kind, hash) DO UPDATE SET used_at = excluded.used_at
