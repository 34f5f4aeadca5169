-- Projects at a point or on a plot: a point that always lies on the plot.
SELECT project.id, project.name, project.sector, project.opd, project.status, project.fiscal_year::double precision AS fiscal_year,
  project.ceiling_rupiah::double precision AS ceiling_rupiah, project.physical_percent, project.planned_percent, 1 AS count,
  ST_X(point.geometry) AS longitude, ST_Y(point.geometry) AS latitude, project.dataset, dataset.status = 'contoh' AS sample
FROM project JOIN dataset ON dataset.id = project.dataset
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(project.geometry) AS geometry) point
WHERE ST_Dimension(project.geometry) IN (0, 2) AND dataset.classification = 'terbuka'
ORDER BY project.id
