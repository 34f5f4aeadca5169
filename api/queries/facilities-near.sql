-- The facilities nearest to a point by geodesic distance on the WGS 84 ellipsoid.
-- $1 longitude · $2 latitude · $3 kind or null · $4 how many
-- The index orders by the sphere, where two may change places. The true nearest all lie within the farthest (by the
-- ellipsoid) of those that the index names first, and so in a box around it, which the index finds under row-level security
-- as well (0020-access.sql).
WITH reach AS (
  -- A millimetre more, so that rounding never drops the farthest itself.
  SELECT 0.001 + max(ST_Distance(first.position::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography)) AS metres
  FROM (
    SELECT position
    FROM facility_public
    WHERE accuracy IN ('point', 'doubtful') AND ($3::text IS NULL OR kind = $3)
    ORDER BY position::geography <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography
    LIMIT $4
  ) AS first
),
around AS (
  SELECT CASE
    -- A degree of latitude has at least 110.5 km. Degrees of longitude are taken where they are narrowest, 3° farther from
    -- the equator; from far away or near a pole everything is looked at.
    WHEN metres < 300000 AND abs($2) < 60 THEN
      ST_Expand(ST_SetSRID(ST_MakePoint($1, $2), 4326), metres / (110500 * cos(radians(abs($2) + 3))), metres / 110500)
    ELSE ST_MakeEnvelope(-180, -90, 180, 90, 4326)
  END AS box
  FROM reach
)
SELECT
  id, kind, name, owner, authority, region, accuracy, address, phone, capacity, national_code, dataset, sample,
  longitude, latitude, distance_metres
FROM (
  SELECT
    facility_public.*,
    ST_X(position) AS longitude,
    ST_Y(position) AS latitude,
    ST_Distance(position::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography) AS distance_metres
  FROM facility_public
  WHERE accuracy IN ('point', 'doubtful')
    AND ($3::text IS NULL OR kind = $3)
    AND position && (SELECT box FROM around)
) AS near
WHERE distance_metres <= (SELECT metres FROM reach)
ORDER BY distance_metres, id
LIMIT $4
