-- The run of the version before counts for an edit too. $1 dataset.
INSERT INTO import_run (dataset, version, started_at, finished_at, input, input_sha256, revision, rows_read, rows_imported,
                        rows_corrected, rows_rejected)
SELECT d.id, d.version, r.started_at, r.finished_at, r.input, r.input_sha256, r.revision, r.rows_read, r.rows_imported,
       r.rows_corrected, r.rows_rejected
FROM dataset d JOIN import_run r ON r.dataset = d.id AND r.version = d.version - 1
WHERE d.id = $1
