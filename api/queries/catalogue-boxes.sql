-- The box of what each dataset has, in degrees. Asked as the owner; of permits only the points that everybody may see.
SELECT dataset, ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
FROM (
  SELECT dataset, ST_Extent(shape) AS box
  FROM (
    SELECT dataset, position AS shape FROM facility
    UNION ALL SELECT dataset, geometry FROM infrastructure
    UNION ALL SELECT dataset, geometry FROM zone
    UNION ALL SELECT dataset, geometry FROM project
    UNION ALL SELECT dataset, geometry FROM region
    UNION ALL SELECT dataset, position FROM permit_public_point
    UNION ALL SELECT population.dataset, region.geometry FROM population JOIN region ON region.code = population.region
  ) AS every
  GROUP BY dataset
) AS boxes
WHERE box IS NOT NULL
