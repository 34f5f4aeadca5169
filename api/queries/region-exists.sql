-- One row when the region $1 is known.
SELECT code FROM region WHERE code = $1
