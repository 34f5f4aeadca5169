-- $1 dataset. What other sources said of these facilities goes with them and is found again by their own import.
DELETE FROM facility WHERE dataset = $1
