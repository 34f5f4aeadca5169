-- What a stage was prepared from. $1 stage.
SELECT changed_at::text AS "changedAt", dataset, version FROM feature_stage_state WHERE stage = $1
