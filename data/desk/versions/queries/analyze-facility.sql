-- Counts of the rows that a publication wrote.
ANALYZE feature_history, facility, facility_source
