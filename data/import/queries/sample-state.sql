-- Register in use and its state.
SELECT u.dataset, r.revision, r.input_sha256
FROM population_in_use u JOIN dataset d ON d.id = u.dataset
JOIN import_run r ON r.dataset = d.id AND r.version = d.version
