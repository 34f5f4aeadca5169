-- Some shapes of a dataset for a small drawing, roughened to about 100 m: always the same ones, spread over all of it.
-- $1 dataset · $2 how many
SELECT ST_AsGeoJSON(CASE WHEN ST_Dimension(shape) = 0 THEN shape ELSE ST_Simplify(shape, 0.001, true) END, 4) AS shape
FROM (
  SELECT id, position AS shape FROM facility_public WHERE dataset = $1 AND position IS NOT NULL
  UNION ALL SELECT id, geometry FROM infrastructure WHERE dataset = $1
  UNION ALL SELECT id, geometry FROM zone WHERE dataset = $1
  UNION ALL SELECT id, geometry FROM project_public WHERE dataset = $1 AND geometry IS NOT NULL
  UNION ALL SELECT code, geometry FROM region WHERE dataset = $1
  UNION ALL SELECT id, position FROM permit_public_point WHERE dataset = $1
) AS every
ORDER BY md5(id)
LIMIT $2
