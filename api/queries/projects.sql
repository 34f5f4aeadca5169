-- One page of projects, newest year first.
-- $1 region of any level or null · $2 year or null · $3 status or null
-- $4, $5 year and id after which the page begins, or null · $6 how many · $7 one project or null
SELECT
  project.id, name, description, origin, sector, opd, sub_activity_code, fiscal_year,
  proposed_rupiah::double precision AS proposed_rupiah,
  ceiling_rupiah::double precision AS ceiling_rupiah,
  contract_rupiah::double precision AS contract_rupiah,
  spent_rupiah::double precision AS spent_rupiah,
  funding_source, method, provider, volume, unit, status, physical_percent, financial_percent, planned_percent,
  land_status, accuracy, updated_on::text AS updated_on, dataset, sample,
  ST_X(ST_PointOnSurface(geometry)) AS longitude,
  ST_Y(ST_PointOnSurface(geometry)) AS latitude,
  coalesce(place.codes, '{}') AS region_codes,
  coalesce(place.shares, '{}') AS region_shares
FROM project_public AS project
LEFT JOIN LATERAL (
  SELECT array_agg(region ORDER BY region) AS codes, array_agg(share ORDER BY region) AS shares
  FROM project_region
  WHERE project_region.project = project.id
) AS place ON true
WHERE ($1::text IS NULL OR EXISTS (
    SELECT FROM project_region WHERE project_region.project = project.id AND starts_with(project_region.region, $1)))
  AND ($2::integer IS NULL OR fiscal_year = $2)
  AND ($3::text IS NULL OR status = $3)
  AND ($4::integer IS NULL OR fiscal_year < $4 OR (fiscal_year = $4 AND project.id > $5::text))
  AND ($7::text IS NULL OR project.id = $7)
ORDER BY fiscal_year DESC, project.id
LIMIT $6
