-- Projects along a line: roads, channels.
SELECT project.id, project.name, project.sector, project.opd, project.status, project.fiscal_year::double precision AS fiscal_year,
  project.ceiling_rupiah::double precision AS ceiling_rupiah, project.physical_percent, project.planned_percent,
  ST_AsGeoJSON(project.geometry, 7) AS geometry, project.dataset, dataset.status = 'contoh' AS sample
FROM project JOIN dataset ON dataset.id = project.dataset
WHERE ST_Dimension(project.geometry) = 1 AND dataset.classification = 'terbuka'
ORDER BY project.id
