-- $1 dataset.
DELETE FROM facility_source WHERE dataset = $1
