-- $1 records as JSON, $2 dataset.
WITH record AS MATERIALIZED (
  SELECT r.*, ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326)), 3)) AS shape
  FROM jsonb_to_recordset($1::jsonb) AS r(id text, family text, kind text, class text, name text, geometry jsonb)
)
INSERT INTO zone (id, family, kind, class, name, area_square_metres, geometry, dataset)
SELECT id, family, kind, class, name, ST_Area(shape::geography), shape, $2 FROM record
RETURNING 1 AS written
