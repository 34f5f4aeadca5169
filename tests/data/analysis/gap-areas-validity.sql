-- Whether each geometry of $1 (GeoJSON) is valid, and how much of it lies outside the region of the same place in $2.
SELECT
  ST_IsValid(gap) AS "isValid",
  ST_Area(ST_Difference(gap, region)::geography) AS "outsideSquareMetres"
FROM unnest($1::text[], $2::text[]) AS given (gap_json, region_json)
CROSS JOIN LATERAL (
  SELECT ST_GeomFromGeoJSON(gap_json) AS gap, ST_GeomFromGeoJSON(region_json) AS region
) AS shapes;
