-- $1 and $2: longitude and latitude of facilities.
INSERT INTO reference_facility (point)
SELECT ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography
FROM unnest($1::float8[], $2::float8[]) AS given (longitude, latitude);
