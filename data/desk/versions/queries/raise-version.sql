-- A state of its own for rows that something else changed. $1 dataset.
UPDATE dataset SET version = version + 1 WHERE id = $1 RETURNING version
