-- The family of a dataset, which tells the tilesets it may stand in.
SELECT family FROM dataset WHERE id = $1
