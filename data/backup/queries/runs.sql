-- Backups, newest first. $1: how many at most.
SELECT
  id, occasion, account, started_at, finished_at, outcome, failure, file_name, file_bytes, sha256, encrypted, tables, rows,
  restore_tested_at, restore_failure, removed_at
FROM backup_run
ORDER BY started_at DESC, id DESC
LIMIT $1::integer
