-- A dataset that the register makes for an agency, empty, unless it is there. $1 catalogue record in the names of the table,
-- $2 purpose.
WITH made AS (
  INSERT INTO dataset SELECT r.* FROM jsonb_populate_record(NULL::dataset, $1::jsonb) AS r
  ON CONFLICT (id) DO NOTHING
  RETURNING id
)
INSERT INTO register_dataset (dataset, purpose) SELECT id, $2 FROM made
