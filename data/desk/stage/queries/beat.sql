-- How far a job is. $1 id, $2 job, $3 process. No row when somebody took the upload away.
UPDATE upload SET job = $2, job_beat = now() WHERE id = $1 AND job_owner = $3 AND state = 'draf' RETURNING 1 AS beaten
