-- Whoever changes a dataset does it alone. $1 dataset.
SELECT version, (SELECT p.token FROM version_preparation p WHERE p.dataset = $1) AS preparation FROM dataset WHERE id = $1 FOR UPDATE
