-- The facilities nearest to a point by geodesic distance on the WGS 84 ellipsoid.
-- $1 longitude · $2 latitude · $3 kind or null · $4 how many
-- The index orders by the sphere, where two may change places. The true nearest all lie within the farthest (by the
-- ellipsoid) of those that the index names first.
WITH reach AS (
  SELECT max(ST_Distance(first.position::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography)) AS metres
  FROM (
    SELECT position
    FROM facility_public
    WHERE accuracy IN ('point', 'doubtful') AND ($3::text IS NULL OR kind = $3)
    ORDER BY position::geography <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography
    LIMIT $4
  ) AS first
)
SELECT
  id, kind, name, owner, authority, region, accuracy, address, phone, capacity, national_code, dataset, sample,
  ST_X(position) AS longitude,
  ST_Y(position) AS latitude,
  ST_Distance(position::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography) AS distance_metres
FROM facility_public
WHERE accuracy IN ('point', 'doubtful')
  AND ($3::text IS NULL OR kind = $3)
  -- A millimetre more, so that rounding never drops the farthest itself.
  AND ST_DWithin(position::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, (SELECT metres + 0.001 FROM reach))
ORDER BY distance_metres, id
LIMIT $4
