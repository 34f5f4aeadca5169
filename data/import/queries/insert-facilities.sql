-- $1 records as JSON, $2 dataset.
INSERT INTO facility (id, kind, name, owner, authority, region, accuracy, position, address, phone, capacity,
                      national_code, attributes, dataset)
SELECT id, kind, name, owner, authority, region, accuracy,
       CASE WHEN r."position" <> 'null' THEN ST_SetSRID(ST_GeomFromGeoJSON(r."position"), 4326) END,
       address, phone, capacity, "nationalCode", coalesce(attributes, '{}'), $2
FROM jsonb_to_recordset($1::jsonb) AS r(id text, kind text, name text, owner text, authority text, region text,
       accuracy text, "position" jsonb, address text, phone text, capacity integer, "nationalCode" text, attributes jsonb)
RETURNING 1 AS written
