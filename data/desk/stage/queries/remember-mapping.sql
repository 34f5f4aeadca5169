-- $1 agency, $2 shape, $3 dataset, $4 mapping.
INSERT INTO upload_mapping (agency, shape, dataset, mapping) VALUES ($1, $2, $3, $4)
ON CONFLICT (agency, shape) DO UPDATE SET dataset = excluded.dataset, mapping = excluded.mapping, used_at = now()
