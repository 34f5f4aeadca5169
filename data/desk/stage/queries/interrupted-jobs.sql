-- Jobs of processes that are gone. $1 this process, $2 seconds after which a silent one counts as gone; NULL where no other
-- process can have the database open.
SELECT id, job ->> 'kind' AS kind FROM upload
WHERE job IS NOT NULL AND job_owner IS DISTINCT FROM $1
  AND ($2::double precision IS NULL OR job_beat IS NULL OR job_beat < now() - make_interval(secs => $2))
ORDER BY created_at
