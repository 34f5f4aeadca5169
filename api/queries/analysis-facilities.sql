-- What the engine needs of every facility. Only a point of its own counts as a place: the middle of a desa would
-- claim a reach that nobody knows.
SELECT
  id, name, kind, owner, authority, region, capacity, accuracy, dataset, sample,
  CASE WHEN accuracy IN ('point', 'doubtful') THEN ST_X(position) END AS longitude,
  CASE WHEN accuracy IN ('point', 'doubtful') THEN ST_Y(position) END AS latitude
FROM facility_public
ORDER BY kind, id
