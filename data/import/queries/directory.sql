-- All regions, to find a region by name, code or place.
SELECT code, name, aliases, bps_code AS "bpsCode", own, ST_AsGeoJSON(geometry, 9)::json AS geometry
FROM region ORDER BY code
