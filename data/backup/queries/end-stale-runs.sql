-- Ends backups whose process is gone. $1: seconds without a sign of life.
UPDATE backup_run
SET outcome = 'failed', failure = 'interrupted', finished_at = now()
WHERE finished_at IS NULL AND alive_at <= now() - make_interval(secs => $1::double precision)
