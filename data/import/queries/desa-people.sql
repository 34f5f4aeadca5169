-- Own desa with their shape and the people of one register. $1 dataset.
SELECT region.code, ST_AsGeoJSON(region.geometry, 9)::json AS geometry, p.people
FROM region LEFT JOIN population p ON p.region = region.code AND p.dataset = $1
WHERE region.level = 'desa' AND region.own ORDER BY region.code
