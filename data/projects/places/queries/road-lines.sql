-- Lines of roads. $1 ids.
SELECT id, ST_AsGeoJSON(geometry, 15)::jsonb AS geometry FROM infrastructure WHERE id = ANY ($1::text[]) AND kind = 'road' ORDER BY id
