-- Counts of what was prepared and of what stands, before whole sets are compared.
ANALYZE feature_stage, feature_history
