-- Regions as the union of their parts, on a grid of some millimetres: without one GEOS may throw on edges that nearly meet,
-- and the embedded engine then ends the statement early and says nothing (seen with PGlite 0.5.8). $1 records (code, name, kind, own, level, parent, aliases) as JSON, $2 dataset.
WITH record AS (
  SELECT r.* FROM jsonb_to_recordset($1::jsonb)
    AS r(code text, name text, level text, kind text, parent text, own boolean, aliases jsonb)
), united AS MATERIALIZED (
  SELECT record.*, (SELECT ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(part.geometry), 1e-8), 3))
                    FROM region part WHERE part.parent = record.code) AS shape
  FROM record
)
INSERT INTO region (code, name, level, kind, parent, own, aliases, area_km2, geometry, label_point, dataset)
SELECT code, name, level, kind, parent, own, ARRAY(SELECT jsonb_array_elements_text(aliases)),
       ST_Area(shape::geography) / 1e6, shape, ST_PointOnSurface(shape), $2
FROM united
ON CONFLICT (code) DO UPDATE SET
  name = excluded.name, kind = excluded.kind, parent = excluded.parent, own = excluded.own, aliases = excluded.aliases,
  area_km2 = excluded.area_km2, geometry = excluded.geometry, label_point = excluded.label_point, dataset = excluded.dataset
RETURNING code
