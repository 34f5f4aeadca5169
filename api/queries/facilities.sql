-- One page of facilities in the order of kind and id.
-- $1 kind or null · $2 region of any level or null · $3–$6 west, south, east, north or null
-- $7, $8 kind and id after which the page begins, or null · $9 how many
SELECT
  id, kind, name, owner, authority, region, accuracy, address, phone, capacity, national_code, dataset, sample,
  ST_X(position) AS longitude,
  ST_Y(position) AS latitude
FROM facility_public
WHERE ($1::text IS NULL OR kind = $1)
  AND ($2::text IS NULL OR starts_with(region, $2))
  -- Of boxes first: under row-level security the index serves nothing else.
  AND ($3::double precision IS NULL OR (position && ST_MakeEnvelope($3, $4, $5, $6, 4326)
    AND ST_Intersects(position, ST_MakeEnvelope($3, $4, $5, $6, 4326))))
  AND ($7::text IS NULL OR (kind, id) > ($7, $8::text))
ORDER BY kind, id
LIMIT $9
