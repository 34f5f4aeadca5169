-- The shape of a project as GeoJSON; null where it has none. $1 project.
SELECT ST_AsGeoJSON(geometry, 7)::jsonb AS geometry FROM project WHERE id = $1
