-- Rows as they came. $1 upload, $2 JSON array of {row, cells, geometry}.
INSERT INTO upload_row (upload, row, cells, geometry)
SELECT $1, r.row, r.cells, CASE WHEN r.geometry <> 'null' THEN r.geometry END
FROM jsonb_to_recordset($2::jsonb) AS r(row integer, cells jsonb, geometry jsonb)
