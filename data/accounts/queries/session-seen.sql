-- Notes that session $1 was used at $2.
UPDATE account_session SET seen_at = greatest(seen_at, $2::timestamptz) WHERE id = $1::uuid
