-- Changes equipment that is still as $12 knew it. $1 to $10 as in equipment-insert.sql · $11 id · $12 revision
UPDATE equipment
SET agency = $1, kecamatan = $2, kind = $3, name = $4, count = $5, year = $6, condition = $7, facilities = $8::text[],
  next_service_on = $9, notes = $10, revision = revision + 1, changed_at = now()
WHERE id = $11 AND revision = $12
RETURNING id
