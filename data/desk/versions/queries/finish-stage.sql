-- The stage is whole. $1 stage, $2 state of the upload, $3 dataset, $4 its version.
INSERT INTO feature_stage_state (stage, changed_at, dataset, version) VALUES ($1, $2::timestamptz, $3, $4)
