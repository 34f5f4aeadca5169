-- Begins a backup unless one is under way; answers its id, or no row. $1: occasion, $2: account or null, $3: for a scheduled
-- one the hours between two (none is begun before, and after a failure none for an hour); null whenever asked.
INSERT INTO backup_run (occasion, account)
SELECT $1::text, $2::uuid
WHERE $3::double precision IS NULL
  OR NOT EXISTS (
    SELECT FROM backup_run
    WHERE (outcome = 'complete' AND removed_at IS NULL AND started_at > now() - make_interval(secs => 3600 * $3::double precision))
      OR (outcome = 'failed' AND occasion = 'scheduled' AND finished_at > now() - interval '1 hour')
  )
ON CONFLICT DO NOTHING
RETURNING id
