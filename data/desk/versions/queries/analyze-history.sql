-- Counts of what was prepared, before the tables are written from it.
ANALYZE feature_history
