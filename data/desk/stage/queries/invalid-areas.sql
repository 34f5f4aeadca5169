-- Rows whose rings cross themselves. $1 JSON array of {row, geometry}, areas whose rings close.
SELECT r.row FROM jsonb_to_recordset($1::jsonb) AS r(row integer, geometry jsonb)
WHERE NOT ST_IsValid(ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326))
