-- Ends a backup. $1: run, $2: failure or null, $3: file name, $4: bytes, $5: sha256, $6: encrypted, $7: tables, $8: rows,
-- $9: whether a restore was tested, $10: why that failed, or null.
UPDATE backup_run
SET outcome = CASE WHEN $2::text IS NULL THEN 'complete' ELSE 'failed' END,
  failure = $2::text,
  finished_at = greatest(now(), started_at),
  file_name = $3::text,
  file_bytes = $4::bigint,
  sha256 = $5::text,
  encrypted = $6::boolean,
  tables = $7::integer,
  rows = $8::bigint,
  restore_tested_at = CASE WHEN $9::boolean THEN now() END,
  restore_failure = $10::text
WHERE id = $1::bigint
