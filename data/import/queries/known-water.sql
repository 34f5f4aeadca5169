-- Real coast lines and rivers. $1 kind.
SELECT ST_AsGeoJSON(i.geometry, 7)::json AS geometry
FROM infrastructure i JOIN dataset d ON d.id = i.dataset
WHERE i.kind = $1 AND d.status <> 'contoh' ORDER BY i.id
