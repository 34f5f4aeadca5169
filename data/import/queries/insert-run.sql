-- What one import did. Answers the id of the run.
INSERT INTO import_run (dataset, version, started_at, finished_at, input, input_sha256, revision,
                        rows_read, rows_imported, rows_corrected, rows_rejected)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id
