-- One number that rises with every committed import, and whether there is enough to show.
SELECT
  coalesce(sum(version), 0)::integer AS version,
  EXISTS (SELECT FROM region WHERE own AND level = 'kecamatan')
    AND EXISTS (SELECT FROM population_in_use)
    AND EXISTS (SELECT FROM population_grid)
    AND EXISTS (SELECT FROM facility) AS loaded
FROM dataset
