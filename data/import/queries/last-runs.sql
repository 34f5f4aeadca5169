-- Input and revision of the last import of each dataset; NULL for a state that no run made (the desk gives one to rows that
-- something else changed): whose dataset it is must be known all the same.
SELECT d.id, d.status, d.origin, r.input, r.input_sha256, r.revision
FROM dataset d LEFT JOIN import_run r ON r.dataset = d.id AND r.version = d.version
