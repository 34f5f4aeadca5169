-- Ids of the projects that the one who asks may see and that a filter leaves: of a year, an agency, a region. NULL leaves all.
-- $1 year, $2 agency, $3 region.
SELECT p.id, p.status, p.geometry IS NULL AS "isUnplaced",
       ($1::integer IS NULL OR p.fiscal_year = $1) AND ($2::text IS NULL OR d.agency = $2)
       AND ($3::text IS NULL OR EXISTS (SELECT FROM project_region r WHERE r.project = p.id AND (r.region = $3 OR starts_with(r.region, $3 || '.'))))
         AS "isChosen"
FROM project p JOIN dataset d ON d.id = p.dataset
ORDER BY p.fiscal_year DESC, p.id
