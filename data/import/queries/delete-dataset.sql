-- The catalogue record goes when its rows are gone. $1 dataset.
DELETE FROM dataset WHERE id = $1
