-- Edits and decisions of many rows. $1 upload, $2 JSON array of {row, edits, decisions}.
UPDATE upload_row SET edits = c.edits, decisions = c.decisions
FROM jsonb_to_recordset($2::jsonb) AS c(row integer, edits jsonb, decisions jsonb)
WHERE upload_row.upload = $1 AND upload_row.row = c.row
RETURNING 1 AS edited
