-- What the scorecard counts of every dataset. Asked as the owner. What stands in the tables is valid (their constraints), so
-- that invalid geometry and unknown codes are those of the rows that the last import or upload refused.
WITH entry AS (
  SELECT dataset, region, position AS shape, true AS takes_place FROM facility
  UNION ALL SELECT dataset, region, geometry, true FROM infrastructure
  UNION ALL SELECT dataset, NULL, geometry, true FROM zone
  UNION ALL SELECT dataset, NULL, geometry, true FROM project
  UNION ALL SELECT dataset, region, position, true FROM permit
  UNION ALL SELECT dataset, code, geometry, true FROM region
  UNION ALL SELECT dataset, region, NULL, false FROM population
), counted AS (
  SELECT entry.dataset, count(*)::integer AS rows, count(*) FILTER (WHERE takes_place)::integer AS places,
    count(shape)::integer AS placed, count(entry.region)::integer AS coded
  FROM entry GROUP BY entry.dataset
), pointed AS (
  -- In the order of the regions: PostGIS keeps the polygon that it looked at last. The border itself is drawn to some metres.
  SELECT dataset, count(*)::integer AS points,
    count(*) FILTER (WHERE ST_Covers(outline, shape) OR ST_DWithin(outline, shape, 0.0003))::integer AS inside
  FROM (
    SELECT entry.dataset, entry.shape, region.geometry AS outline
    FROM entry JOIN region ON region.code = entry.region
    WHERE GeometryType(entry.shape) = 'POINT'
    ORDER BY entry.region
  ) AS sorted
  GROUP BY dataset
), run AS (
  SELECT DISTINCT ON (dataset) dataset, id, rows_read, rows_rejected FROM import_run ORDER BY dataset, version DESC
), refused AS (
  SELECT run.dataset,
    count(DISTINCT row) FILTER (WHERE reason IN ('geometry_missing', 'geometry_invalid', 'geometry_wrong_type', 'ring_invalid',
      'coordinates_missing', 'coordinates_zero', 'coordinates_not_a_number', 'coordinates_sign_lost', 'coordinates_swapped',
      'coordinates_out_of_bounds', 'coordinates_outside_region'))::integer AS geometry,
    count(DISTINCT row) FILTER (WHERE reason IN ('region_unknown', 'region_missing', 'region_ambiguous', 'code_unknown',
      'code_as_number'))::integer AS code,
    count(DISTINCT row) FILTER (WHERE reason = 'position_outside_stated_region')::integer AS outside
  FROM run JOIN import_note ON import_note.run = run.id
  WHERE outcome = 'rejected'
  GROUP BY run.dataset
)
SELECT dataset.id, coalesce(counted.rows, 0) AS rows, coalesce(counted.places, 0) AS places, coalesce(counted.placed, 0) AS placed,
  coalesce(counted.coded, 0) AS coded, coalesce(pointed.points, 0) AS points, coalesce(pointed.inside, 0) AS inside,
  coalesce(run.rows_read, 0) AS read, coalesce(run.rows_rejected, 0) AS rejected, coalesce(refused.geometry, 0) AS "geometryRefused",
  coalesce(refused.code, 0) AS "codeRefused", coalesce(refused.outside, 0) AS "outsideRefused"
FROM dataset
LEFT JOIN counted ON counted.dataset = dataset.id
LEFT JOIN pointed ON pointed.dataset = dataset.id
LEFT JOIN run ON run.dataset = dataset.id
LEFT JOIN refused ON refused.dataset = dataset.id
ORDER BY dataset.id
