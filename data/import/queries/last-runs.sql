-- Input and revision of the last import of each dataset.
SELECT d.id, d.status, d.origin, r.input, r.input_sha256, r.revision
FROM dataset d JOIN import_run r ON r.dataset = d.id AND r.version = d.version
