-- Projects of fiscal year $1 that a ceiling is held against: not those that were refused, put off or merged, nor wishes outside the
-- list (bank usulan). Their money is the last that was settled: in the budget, in the annual plan, as proposed.
-- `hazard`: the worst class where it stands, 0 outside of all zones, null without a place or without any hazard data.
SELECT project.id, project.name, project.opd, project.sector, project.sub_activity_code, project.status, project.land_status,
  coalesce(project.ceiling_rupiah, project.planned_rupiah, project.proposed_rupiah) AS rupiah,
  parts.regions, parts.shares,
  CASE WHEN ST_Dimension(project.geometry) IN (0, 2) THEN ST_X(ST_PointOnSurface(project.geometry)) END AS longitude,
  CASE WHEN ST_Dimension(project.geometry) IN (0, 2) THEN ST_Y(ST_PointOnSurface(project.geometry)) END AS latitude,
  CASE WHEN project.geometry IS NOT NULL AND EXISTS (SELECT FROM zone WHERE family = 'hazard') THEN coalesce((
    SELECT max(CASE zone.class WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END)
    FROM zone
    WHERE zone.family = 'hazard' AND zone.geometry && project.geometry AND ST_Intersects(zone.geometry, project.geometry)
  ), 0) END AS hazard,
  EXISTS (SELECT FROM project_document WHERE project_document.project = project.id AND kind = 'design') AS has_design,
  project.dataset, dataset.status = 'contoh' AS sample
FROM project
JOIN dataset ON dataset.id = project.dataset
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(region ORDER BY region), '{}') AS regions, coalesce(array_agg(share ORDER BY region), '{}') AS shares
  FROM project_region
  WHERE project_region.project = project.id
) AS parts
WHERE project.fiscal_year = $1
  AND project.status NOT IN ('ditolak', 'ditunda', 'digabung')
  AND NOT EXISTS (SELECT FROM register_dataset WHERE register_dataset.dataset = project.dataset AND purpose = 'bank')
ORDER BY project.id
