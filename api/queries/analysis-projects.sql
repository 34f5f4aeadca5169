-- What an explanation and the check of a site ask of every project that anybody may see.
SELECT
  project.id, name, sector, opd, status, fiscal_year, ceiling_rupiah::double precision AS ceiling_rupiah, sample,
  ST_X(ST_PointOnSurface(geometry)) AS longitude,
  ST_Y(ST_PointOnSurface(geometry)) AS latitude,
  coalesce(place.codes, '{}') AS region_codes
FROM project_public AS project
LEFT JOIN LATERAL (
  SELECT array_agg(region ORDER BY region) AS codes
  FROM project_region
  WHERE project_region.project = project.id
) AS place ON true
ORDER BY fiscal_year DESC, project.id
