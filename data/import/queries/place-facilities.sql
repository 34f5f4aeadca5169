-- Points that another source knows. $1 ids, $2 longitudes, $3 latitudes.
UPDATE facility SET accuracy = 'point', position = ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326)
FROM unnest($1::text[], $2::double precision[], $3::double precision[]) AS p(id, longitude, latitude)
WHERE facility.id = p.id
