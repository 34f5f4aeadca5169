-- Counts of the rows that a publication wrote.
ANALYZE feature_history, project, project_region, project_history
