-- Facilities as they are compared, a page in the order of their ids. $1 last id of the page before, $2 how many. A point that
-- stands for a whole desa says nothing of where a facility is.
SELECT f.id, f.kind, f.name, f.dataset, f.region, f.national_code AS "nationalCode", f.attributes ? 'unnamed' AS "isUnnamed",
       d.status = 'contoh' AS sample,
       CASE WHEN f.accuracy IN ('point', 'doubtful') THEN ST_X(f.position) END AS longitude,
       CASE WHEN f.accuracy IN ('point', 'doubtful') THEN ST_Y(f.position) END AS latitude
FROM facility f JOIN dataset d ON d.id = f.dataset
WHERE f.id > $1 ORDER BY f.id LIMIT $2
