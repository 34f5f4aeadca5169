-- What the publication did, for the report and for importers that ask for the state of a dataset. $1 dataset, $2 started at,
-- $3 input, $4 sha256 of the input, $5 revision, $6 rows read, $7 imported, $8 corrected, $9 rejected. Answers the id.
INSERT INTO import_run (dataset, version, started_at, finished_at, input, input_sha256, revision, rows_read, rows_imported,
                        rows_corrected, rows_rejected)
SELECT d.id, d.version, $2, greatest($2::timestamptz, now()), $3, $4, $5, $6, $7, $8, $9 FROM dataset d WHERE d.id = $1
RETURNING id
