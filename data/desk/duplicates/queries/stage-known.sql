-- A facility of another dataset as a dataset knows it from now on. $1 stage, $2 dataset, $3 the facility that stays, $4 keys and
-- names (as JSON), $5 and $6 positions of the one that goes and of the one that stays, or NULL.
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, 'source:' || s.source_key, to_jsonb(s), content_hash(to_jsonb(s))
FROM jsonb_to_recordset($4::jsonb) AS k(key text, name text)
CROSS JOIN LATERAL jsonb_populate_record(NULL::facility_source, jsonb_build_object('facility', $3::text, 'dataset', $2::text,
  'source_key', k.key, 'source_name', k.name,
  'distance_metres', ST_Distance($5::geometry::geography, $6::geometry::geography))) AS s
