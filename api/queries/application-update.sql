-- Changes an application that is still as $14 knew it. $1 to $12 as in application-insert.sql · $13 id · $14 revision
UPDATE application
SET agency = $1, name = $2, function_group = $3, function = $4, data_produced = $5, has_api = $6, status = $7, year = $8,
  vendor = $9, url = $10, notes = $11, is_open = $12, revision = revision + 1, changed_at = now()
WHERE id = $13 AND revision = $14
RETURNING id
