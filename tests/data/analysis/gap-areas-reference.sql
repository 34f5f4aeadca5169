-- What of each region is farther than $5 metres from every point, in square metres on the ellipsoid, and of the region itself.
-- $1 codes, $2 GeoJSON of the regions, $3 longitudes and $4 latitudes of the points.
WITH served AS MATERIALIZED (
  SELECT ST_Union(ST_Buffer(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography, $5::float8, 64)::geometry) AS geom
  FROM unnest($3::float8[], $4::float8[]) AS given (longitude, latitude)
)
SELECT
  code,
  ST_Area(ST_Difference(region.geom, served.geom)::geography) AS "gapSquareMetres",
  ST_Area(region.geom::geography) AS "regionSquareMetres"
FROM unnest($1::text[], $2::text[]) AS given (code, geojson)
CROSS JOIN LATERAL (SELECT ST_GeomFromGeoJSON(geojson) AS geom) AS region
CROSS JOIN served
ORDER BY code;
