-- Projects of the dataset; the kind is the year. $1 dataset.
SELECT p.id, p.dataset, p.name, p.fiscal_year::text AS kind,
       CASE WHEN starts_with(p.id, $1 || '-') THEN substr(p.id, length($1) + 2) END AS key, NULL AS "nationalCode",
       (SELECT min(r.region) FROM project_region r WHERE r.project = p.id) AS region,
       CASE WHEN GeometryType(p.geometry) = 'POINT' THEN ST_X(p.geometry) END AS longitude,
       CASE WHEN GeometryType(p.geometry) = 'POINT' THEN ST_Y(p.geometry) END AS latitude
FROM project p WHERE p.dataset = $1 ORDER BY p.id
