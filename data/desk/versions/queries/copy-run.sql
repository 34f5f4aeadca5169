-- The run of an earlier version counts for the one that stands, so that importers see the same state of the dataset. $1 dataset,
-- $2 the run; nothing for a state that no run made.
INSERT INTO import_run (dataset, version, started_at, finished_at, input, input_sha256, revision, rows_read, rows_imported,
                        rows_corrected, rows_rejected)
SELECT d.id, d.version, r.started_at, r.finished_at, r.input, r.input_sha256, r.revision, r.rows_read, r.rows_imported,
       r.rows_corrected, r.rows_rejected
FROM dataset d CROSS JOIN LATERAL jsonb_populate_record(NULL::import_run, $2::jsonb) AS r
WHERE d.id = $1 AND r.input IS NOT NULL
