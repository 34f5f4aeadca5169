-- State of every dataset of boundaries and of the crosswalks, in a fixed order.
SELECT d.id, d.status, r.revision, coalesce(r.input_sha256, r.input) AS input
FROM dataset d JOIN import_run r ON r.dataset = d.id AND r.version = d.version
WHERE d.family = 'region' ORDER BY d.id
