-- Lets a counter go on where it stood. $1: its quoted name, $2: last value.
SELECT setval($1::text::regclass, $2::bigint)
