-- What datasets call a facility. $1 facility.
SELECT dataset, source_key AS key, source_name AS name FROM facility_source WHERE facility = $1 ORDER BY dataset, source_key COLLATE "C"
