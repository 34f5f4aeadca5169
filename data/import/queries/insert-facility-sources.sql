-- Which sources know a facility. $1 records as JSON, $2 dataset.
INSERT INTO facility_source (facility, dataset, source_key, source_name, distance_metres)
SELECT facility, $2, "sourceKey", "sourceName", "distanceMetres"
FROM jsonb_to_recordset($1::jsonb)
  AS r(facility text, "sourceKey" text, "sourceName" text, "distanceMetres" double precision)
