-- Zones and government land that a site is judged by. Data exempt from publication are left out for everybody, also for who could
-- read them. Outlines have five decimals, about a metre, inner points six; areas are those of
-- the rows as they are stored.
WITH told AS (
  SELECT id FROM dataset WHERE classification <> 'dikecualikan'
)
SELECT zone.family, zone.id, zone.name, zone.kind, zone.class, NULL::text AS use, zone.area_square_metres,
  NULL::double precision AS longitude, NULL::double precision AS latitude,
  ST_AsGeoJSON(zone.geometry, 5)::jsonb AS geometry, zone.dataset
FROM zone
WHERE zone.dataset IN (SELECT id FROM told)
UNION ALL
SELECT 'land-asset', parcel.id, parcel.name, parcel.kind, NULL, parcel.attributes ->> 'use', parcel.area,
  round(ST_X(parcel.inner_point)::numeric, 6)::double precision, round(ST_Y(parcel.inner_point)::numeric, 6)::double precision,
  ST_AsGeoJSON(parcel.geometry, 5)::jsonb, parcel.dataset
FROM (
  SELECT infrastructure.*, ST_PointOnSurface(geometry) AS inner_point,
    coalesce(area_square_metres, ST_Area(geometry::geography)) AS area
  FROM infrastructure
  WHERE kind = 'land-asset' AND GeometryType(geometry) IN ('POLYGON', 'MULTIPOLYGON') AND dataset IN (SELECT id FROM told)
) AS parcel
WHERE parcel.area > 0
ORDER BY 1, 2
