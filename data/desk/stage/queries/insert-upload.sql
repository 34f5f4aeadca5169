-- $1 id, $2 dataset, $3 family, $4 agency, $5 account, $6 file name, $7 bytes, $8 sha256, $9 metadata, $10 process.
INSERT INTO upload (id, dataset, family, agency, created_by, file_name, file_bytes, file_sha256, metadata, job, job_owner, job_beat)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, jsonb_build_object('kind', 'reading', 'done', 0, 'total', $7::bigint), $10, now())
