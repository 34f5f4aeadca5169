-- Length and area are measured on the ellipsoid; rings that cross themselves are repaired. $1 records as JSON, $2 dataset.
WITH record AS MATERIALIZED (
  SELECT r.*, ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326) AS shape
  FROM jsonb_to_recordset($1::jsonb) AS r(id text, kind text, code text, name text, class text, condition text,
         authority text, region text, "statedLengthMetres" double precision, geometry jsonb, attributes jsonb)
), valid AS MATERIALIZED (
  SELECT *, CASE WHEN ST_IsValid(shape) THEN shape
                 ELSE ST_CollectionExtract(ST_MakeValid(shape), ST_Dimension(shape) + 1) END AS sound
  FROM record
)
INSERT INTO infrastructure (id, kind, code, name, class, condition, authority, region, stated_length_metres,
                            length_metres, area_square_metres, geometry, attributes, dataset)
SELECT id, kind, code, name, class, condition, authority, region, "statedLengthMetres",
       CASE WHEN ST_Dimension(sound) = 1 THEN ST_Length(sound::geography) END,
       CASE WHEN ST_Dimension(sound) = 2 THEN ST_Area(sound::geography) END,
       sound, coalesce(attributes, '{}'), $2
FROM valid
RETURNING 1 AS written
