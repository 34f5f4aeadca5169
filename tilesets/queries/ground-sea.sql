-- The sea: a box less all land that is known, and of the rest the part that holds the label point.
-- $1–$4 west, south, east, north of the box; $5 land beyond the loaded regions as GeoJSON MultiPolygon, or null;
-- $6, $7 longitude and latitude of the label point; $8 width in degrees below which a gap between two outlines is
-- no water but a disagreement of two sources.
WITH outline AS (
  SELECT ST_Union(geometry) AS geometry, min(dataset) AS dataset FROM region WHERE level = 'kabupaten'
),
-- Own land is drawn from its kecamatan, whose line may differ from the kabupaten's.
own AS (
  SELECT ST_Union(geometry) AS geometry FROM region WHERE level = 'kecamatan' AND own
),
land AS (
  SELECT ST_Union(ARRAY_REMOVE(ARRAY[outline.geometry, own.geometry, ST_SetSRID(ST_GeomFromGeoJSON($5::text), 4326)], NULL)) AS geometry,
    outline.dataset
  FROM outline, own
),
-- Closing (grow, then shrink by the same) fills slivers and narrow mouths and leaves the open coast where it is.
closed AS (
  SELECT ST_Union(land.geometry, ST_Buffer(ST_Buffer(land.geometry, $8::double precision / 2, 'quad_segs=2'), -$8::double precision / 2, 'quad_segs=2')) AS geometry,
    land.dataset
  FROM land
),
part AS (
  SELECT (ST_Dump(ST_Difference(ST_MakeEnvelope($1::double precision, $2::double precision, $3::double precision, $4::double precision, 4326), closed.geometry))).geom AS geometry,
    closed.dataset
  FROM closed
)
SELECT ST_AsGeoJSON(part.geometry, 7) AS geometry, dataset.id AS dataset, dataset.status = 'contoh' AS sample
FROM part JOIN dataset ON dataset.id = part.dataset
WHERE dataset.classification = 'terbuka'
  AND ST_Contains(part.geometry, ST_SetSRID(ST_MakePoint($6::double precision, $7::double precision), 4326))
