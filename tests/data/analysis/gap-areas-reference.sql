-- What of each region is farther than $5 metres from every point, in square metres on the ellipsoid, and of the region itself.
-- $1 codes, $2 GeoJSON of the regions, $3 longitudes and $4 latitudes of the points. ST_Buffer(geography) draws its circles in
-- a projection, here 0.05 % too large; ST_Project goes the true way to each of 360 corners.
WITH circle AS MATERIALIZED (
  SELECT ST_MakePolygon(ST_AddPoint(corners.line, ST_StartPoint(corners.line))) AS geom
  FROM unnest($3::float8[], $4::float8[]) AS given (longitude, latitude)
  CROSS JOIN LATERAL (
    SELECT ST_MakeLine(
      ST_Project(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography, $5::float8, radians(degree))::geometry
      ORDER BY degree
    ) AS line
    FROM generate_series(0, 359) AS degree
  ) AS corners
),
served AS MATERIALIZED (
  SELECT ST_Union(geom) AS geom FROM circle
)
SELECT
  code,
  ST_Area(ST_Difference(region.geom, served.geom)::geography) AS "gapSquareMetres",
  ST_Area(region.geom::geography) AS "regionSquareMetres"
FROM unnest($1::text[], $2::text[]) AS given (code, geojson)
CROSS JOIN LATERAL (SELECT ST_GeomFromGeoJSON(geojson) AS geom) AS region
CROSS JOIN served
ORDER BY code;
