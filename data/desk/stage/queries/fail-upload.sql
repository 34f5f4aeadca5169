-- The file was refused. $1 id, $2 refusal, $3 what belongs to it.
UPDATE upload SET state = 'gagal', refusal = $2, refusal_details = $3, job = NULL, job_owner = NULL, job_beat = NULL,
                  changed_at = now()
WHERE id = $1 AND state = 'draf'
