-- $1 id. Answers nothing when it is no draft any more.
UPDATE upload SET state = 'dibatalkan', job = NULL, job_owner = NULL, job_beat = NULL, changed_at = now()
WHERE id = $1 AND state IN ('draf', 'diperiksa', 'gagal')
RETURNING 1 AS cancelled
