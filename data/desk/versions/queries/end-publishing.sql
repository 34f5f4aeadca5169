-- A publication that came to nothing. $1 id, $2 who.
UPDATE upload SET job = NULL, job_owner = NULL, job_beat = NULL WHERE id = $1 AND job_owner = $2
