-- Years that have projects or stated ceilings, and whether made-up projects stand in for real ones.
SELECT coalesce(array_agg(year ORDER BY year), '{}') AS years,
  EXISTS (SELECT FROM dataset WHERE family = 'project' AND status = 'contoh' AND records > 0) AS has_sample
FROM (SELECT fiscal_year AS year FROM project UNION SELECT year FROM area_ceiling) AS known
