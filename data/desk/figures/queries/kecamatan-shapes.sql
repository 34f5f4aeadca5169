-- Our own kecamatan with their outlines.
SELECT code, name, ST_AsGeoJSON(geometry, 9)::json AS geometry FROM region WHERE own AND level = 'kecamatan' ORDER BY code
