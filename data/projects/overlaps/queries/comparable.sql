-- Projects as they are compared, a page in the order of their ids. $1 last id of the page before, $2 how many.
SELECT p.id, p.name, p.dataset, d.agency, p.opd, p.fiscal_year AS "fiscalYear", p.funding_source AS "fundingSource", p.status,
       p.sub_activity_code AS "subActivityCode", p.asset_code AS "assetCode", d.status = 'contoh' AS sample,
       CASE WHEN p.geometry IS NULL THEN (SELECT min(r.region) FROM project_region r WHERE r.project = p.id AND length(r.region) > 8) END AS desa,
       ST_AsGeoJSON(p.geometry, 6)::jsonb AS geometry
FROM project p JOIN dataset d ON d.id = p.dataset
WHERE p.id > $1 ORDER BY p.id LIMIT $2
