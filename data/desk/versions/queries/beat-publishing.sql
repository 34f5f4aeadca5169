-- How far a publication is. $1 id, $2 job, $3 who. No row when somebody took the upload away.
UPDATE upload SET job = $2, job_beat = now()
WHERE id = $1 AND job_owner = $3 AND state IN ('draf', 'diperiksa') RETURNING 1 AS beaten
