-- The job is done. $1 id, $2 process.
UPDATE upload SET job = NULL, job_owner = NULL, job_beat = NULL, changed_at = now() WHERE id = $1 AND job_owner = $2
