-- Facilities with a point of their own, a page in the order of their ids. $1 last id of the page before, $2 how many.
SELECT f.id, f.kind, f.name, f.national_code AS code, f.region, f.dataset, d.status = 'contoh' AS sample,
       ST_X(f.position) AS longitude, ST_Y(f.position) AS latitude
FROM facility f JOIN dataset d ON d.id = f.dataset
WHERE f.id > $1 AND f.accuracy = 'point' ORDER BY f.id LIMIT $2
