-- A sign of life. $1: run.
UPDATE backup_run SET alive_at = now() WHERE id = $1::bigint AND finished_at IS NULL
