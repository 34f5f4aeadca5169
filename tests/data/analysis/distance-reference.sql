-- Straight distance in metres on the ellipsoid between two points in degrees.
SELECT ST_Distance(
  ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326)::geography,
  ST_SetSRID(ST_MakePoint($3::float8, $4::float8), 4326)::geography
) AS metres;
