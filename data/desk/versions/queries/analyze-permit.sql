-- Counts of the rows that a publication wrote.
ANALYZE feature_history, permit, permit_pause, personal.permit_applicant
