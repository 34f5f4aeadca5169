-- Datasets that the one who asks may see.
SELECT id FROM dataset
