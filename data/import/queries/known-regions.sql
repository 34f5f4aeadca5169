-- Own kecamatan and desa with the people of the register in use.
SELECT region.code, region.name, region.parent, ST_AsGeoJSON(region.geometry, 9)::json AS geometry, p.people
FROM region
LEFT JOIN population_in_use u ON true
LEFT JOIN population p ON p.region = region.code AND p.dataset = u.dataset
WHERE region.own AND region.level IN ('kecamatan', 'desa') ORDER BY region.code
