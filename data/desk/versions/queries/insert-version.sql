-- Remembers the state of a dataset that stands as a version; the one before is archived by `archive-version.sql`.
-- What the desk publishes is published now, also where an earlier state comes back with the record that it had.
-- $1 dataset, $2 origin, $3 published by, $4 upload, $5 restored from, $6 remark, $7 checksum, $8 counts.
INSERT INTO dataset_version (dataset, version, state, origin, published_at, published_by, upload, restored_from, remark, records,
                             metadata, run, checksum, counts)
SELECT d.id, d.version, 'terbit', $2,
       CASE WHEN $2 = 'import' THEN coalesce(d.published_at, d.imported_at, now()) ELSE now() END, $3, $4, $5, $6, d.records,
       to_jsonb(d), coalesce((SELECT to_jsonb(r) FROM import_run r WHERE r.dataset = d.id AND r.version = d.version), '{}'), $7, $8
FROM dataset d WHERE d.id = $1
RETURNING version
