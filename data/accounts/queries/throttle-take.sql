-- Counts a failure in advance under key $1 at $2, unless its delay still runs: then no row. $3 failures without delay, $4 seconds
-- of the first delay, doubled with each failure up to $5, forgotten after $6 seconds without any.
WITH policy AS (
  SELECT $3::integer AS allowance, $4::double precision AS first_seconds, $5::double precision AS longest, $6::integer AS forget
)
INSERT INTO sign_in_throttle AS known (key, failures, last_at, free_at)
SELECT $1, 1, $2::timestamptz, $2::timestamptz FROM policy
ON CONFLICT (key) DO UPDATE SET
  failures = CASE WHEN known.last_at < $2::timestamptz - make_interval(secs => (SELECT forget FROM policy)) THEN 1
                  ELSE known.failures + 1 END,
  last_at = $2::timestamptz,
  free_at = $2::timestamptz + make_interval(secs => (
    SELECT CASE
      WHEN known.last_at < $2::timestamptz - make_interval(secs => forget) OR known.failures + 1 <= allowance THEN 0
      ELSE least(first_seconds * power(2, least(known.failures - allowance, 20)), longest)
    END
    FROM policy
  ))
WHERE known.free_at <= $2::timestamptz
RETURNING failures
