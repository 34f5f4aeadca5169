-- One row when the dataset $1 is known to the owner of the data.
SELECT id FROM dataset WHERE id = $1
