-- Records whose polygons are not valid as they came (rings that cross or touch themselves). $1 records as JSON.
SELECT r.row
FROM jsonb_to_recordset($1::jsonb) AS r(row integer, geometry jsonb)
WHERE r.row IS NOT NULL AND NOT ST_IsValid(ST_GeomFromGeoJSON(r.geometry))
