-- Shapes of projects as GeoJSON, of those that have one. $1 ids.
SELECT id, ST_AsGeoJSON(geometry, 7)::jsonb AS geometry FROM project WHERE id = ANY ($1::text[]) AND geometry IS NOT NULL
