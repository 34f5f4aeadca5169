-- When the last whole backup that is still there was begun, and when a restore last succeeded. No parameters.
SELECT
  max(started_at) FILTER (WHERE outcome = 'complete' AND removed_at IS NULL) AS last_complete,
  max(restore_tested_at) FILTER (WHERE restore_failure IS NULL) AS last_tested
FROM backup_run
