-- The register that the numbers on screen use. $1 dataset.
INSERT INTO population_in_use (dataset) VALUES ($1)
ON CONFLICT (only_row) DO UPDATE SET dataset = excluded.dataset
