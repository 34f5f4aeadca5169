-- $1 stage.
WITH state AS (DELETE FROM feature_stage_state WHERE stage = $1)
DELETE FROM feature_stage WHERE stage = $1
