-- Roads with a name, a page in the order of their ids. $1 last id of the page before, $2 how many. Their box tells which pieces of
-- one name lie beside each other.
SELECT i.id, i.name, i.code, i.region, i.dataset, d.status = 'contoh' AS sample,
       ST_XMin(i.geometry) AS west, ST_YMin(i.geometry) AS south, ST_XMax(i.geometry) AS east, ST_YMax(i.geometry) AS north,
       ST_X(ST_PointOnSurface(i.geometry)) AS longitude, ST_Y(ST_PointOnSurface(i.geometry)) AS latitude
FROM infrastructure i JOIN dataset d ON d.id = i.dataset
WHERE i.id > $1 AND i.kind = 'road' AND i.name IS NOT NULL ORDER BY i.id LIMIT $2
