-- Centres of a 100 m grid in each desa; where two desa overlap the first code has the cell. $1 desa codes, $2 their GeoJSON.
WITH desa AS MATERIALIZED (
  SELECT code, ST_Transform(ST_GeomFromGeoJSON(geojson), 32749) AS geom
  FROM unnest($1::text[], $2::text[]) AS given (code, geojson)
),
centre AS (
  SELECT DISTINCT ON (east, north) code, east, north
  FROM desa,
    generate_series(floor(ST_XMin(geom) / 100)::integer * 100 + 50, ST_XMax(geom)::integer, 100) AS east,
    generate_series(floor(ST_YMin(geom) / 100)::integer * 100 + 50, ST_YMax(geom)::integer, 100) AS north
  WHERE ST_Contains(geom, ST_SetSRID(ST_MakePoint(east, north), 32749))
  ORDER BY east, north, code
)
INSERT INTO reference_cell (code, point)
SELECT code, ST_Transform(ST_SetSRID(ST_MakePoint(east, north), 32749), 4326)::geography FROM centre;
