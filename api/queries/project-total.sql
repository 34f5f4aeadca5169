-- How many projects, and their ceilings; of a project in several regions only the share inside counts.
-- $1 region of any level or null · $2 year or null · $3 status or null
SELECT
  count(*)::integer AS count,
  coalesce(round(sum(coalesce(ceiling_rupiah, 0) * CASE WHEN $1::text IS NULL THEN 1 ELSE inside.share END)), 0)::double precision
    AS ceiling_rupiah
FROM project_public AS project
LEFT JOIN LATERAL (
  SELECT sum(share) AS share
  FROM project_region
  WHERE project_region.project = project.id AND ($1::text IS NULL OR starts_with(project_region.region, $1))
) AS inside ON true
WHERE ($1::text IS NULL OR inside.share > 0)
  AND ($2::integer IS NULL OR fiscal_year = $2)
  AND ($3::text IS NULL OR status = $3)
