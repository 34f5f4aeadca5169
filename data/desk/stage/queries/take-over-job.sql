-- The job of a process that is gone becomes one of this process, or none. $1 id, $2 job or NULL, $3 process or NULL.
UPDATE upload SET job = $2, job_owner = $3, job_beat = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END WHERE id = $1
