-- The next $3 lines after number $1, whose hash is $2: the last of them, and the first that is missing, was changed, or is not
-- bound to the one before.
WITH portion AS (
  SELECT entry, entry.number, entry.hash, entry.previous_hash
  FROM audit_entry AS entry
  WHERE entry.number > $1
  ORDER BY entry.number
  LIMIT $3
), chained AS (
  SELECT
    number,
    hash,
    hash = audit_hash(entry) AS is_whole,
    previous_hash = lag(hash, 1, $2::text) OVER in_order AS is_bound,
    number = lag(number, 1, $1::bigint) OVER in_order + 1 AS is_next,
    lag(number, 1, $1::bigint) OVER in_order + 1 AS expected
  FROM portion
  WINDOW in_order AS (ORDER BY number)
)
SELECT
  max(number) AS last,
  (SELECT hash FROM chained ORDER BY number DESC LIMIT 1) AS hash,
  (SELECT expected FROM chained WHERE NOT (is_whole AND is_bound AND is_next) ORDER BY number LIMIT 1) AS broken_at
FROM chained
