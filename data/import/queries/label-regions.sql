-- Places for labels. $1 codes, $2 longitudes, $3 latitudes.
UPDATE region SET label_point = ST_SetSRID(ST_MakePoint(l.longitude, l.latitude), 4326)
FROM unnest($1::text[], $2::double precision[], $3::double precision[]) AS l(code, longitude, latitude)
WHERE region.code = l.code
