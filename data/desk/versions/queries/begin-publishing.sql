-- Puts a publication on an upload that nothing is at work on. $1 id, $2 job, $3 who. No row when something is.
UPDATE upload SET job = $2, job_owner = $3, job_beat = now()
WHERE id = $1 AND job IS NULL AND state IN ('draf', 'diperiksa') RETURNING 1 AS begun
