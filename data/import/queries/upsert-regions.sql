-- Regions of a dataset. Rings that cross themselves are repaired; the area is geodesic. Codes of another register that a
-- crosswalk gave stay. The label point is provisional: `label-regions.sql` follows. $1 records as JSON, $2 dataset.
WITH record AS MATERIALIZED (
  SELECT r.*, ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326)), 3)) AS shape
  FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, level text, kind text, parent text, own boolean,
                                          "bpsCode" text, aliases jsonb, geometry jsonb)
)
INSERT INTO region (code, name, level, kind, parent, own, bps_code, aliases, area_km2, geometry, label_point, dataset)
SELECT code, name, level, kind, parent, own, "bpsCode", ARRAY(SELECT jsonb_array_elements_text(aliases)),
       ST_Area(shape::geography) / 1e6, shape, ST_PointOnSurface(shape), $2
FROM record
ON CONFLICT (code) DO UPDATE SET
  name = excluded.name, level = excluded.level, kind = excluded.kind, parent = excluded.parent, own = excluded.own,
  bps_code = coalesce(excluded.bps_code, region.bps_code), aliases = excluded.aliases, area_km2 = excluded.area_km2,
  geometry = excluded.geometry, label_point = excluded.label_point, dataset = excluded.dataset
RETURNING 1 AS written
