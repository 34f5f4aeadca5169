-- Puts a job on an upload that has none; one of this process stays as it is. $1 id, $2 job, $3 process.
UPDATE upload SET job = coalesce(job, $2), job_owner = $3, job_beat = now()
WHERE id = $1 AND state = 'draf' AND (job IS NULL OR job_owner = $3)
RETURNING 1 AS started
