-- Projects without a shape that the one who asks may see and that still compete, and their region; a page, the latest years first.
-- $1 agency or NULL, $2 year or NULL, $3 how many, $4 how many before.
SELECT p.id, p.name, p.asset_code AS "assetCode", d.agency, d.status = 'contoh' AS sample,
       (SELECT r.region FROM project_region r WHERE r.project = p.id ORDER BY r.share DESC, r.region LIMIT 1) AS region,
       count(*) OVER ()::integer AS total
FROM project p JOIN dataset d ON d.id = p.dataset
WHERE p.geometry IS NULL AND p.status NOT IN ('ditolak', 'digabung')
  AND ($1::text IS NULL OR d.agency = $1) AND ($2::integer IS NULL OR p.fiscal_year = $2)
ORDER BY p.fiscal_year DESC, p.id LIMIT $3 OFFSET $4
