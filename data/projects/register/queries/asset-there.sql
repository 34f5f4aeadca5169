-- A facility that the works of a project were done on, rather than made: the one its record names, else the nearest of the kind
-- within 50 m. $1 code of the asset or NULL, $2 kind, $3 longitude and $4 latitude or NULL.
SELECT f.id FROM facility f
WHERE f.id = $1 OR f.national_code = $1
   OR (f.kind = $2 AND f.position && ST_Expand(ST_SetSRID(ST_MakePoint($3::double precision, $4::double precision), 4326), 0.001)
       AND ST_DWithin(f.position::geography, ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography, 50))
ORDER BY (f.id = $1 OR f.national_code = $1) IS TRUE DESC,
  ST_Distance(f.position::geography, ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography), f.id
LIMIT 1
