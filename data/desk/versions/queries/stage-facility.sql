-- Facilities as they would be published. What no field of the desk says (attributes, sources) stays as it is, and so does what
-- the file has no column for: a list without owners empties none. A record that is a facility of another dataset is counted
-- there, and here as a source that knows it.
-- $1 stage (an upload, or none), $2 dataset, $3 and $4 first and last row of the upload, $5 records as JSON instead, or NULL.
WITH record AS MATERIALIZED (
  SELECT u.record AS r,
         CASE WHEN upload.mapping IS NOT NULL THEN
           coalesce(upload.mapping -> 'columns', '{}') || coalesce(upload.mapping -> 'constants', '{}') || u.edits END AS said
  FROM upload_row u JOIN upload ON upload.id = u.upload
  WHERE u.upload = $1::uuid AND u.row BETWEEN $3 AND $4 AND u.outcome IN ('valid', 'corrected') AND u.record IS NOT NULL
  UNION ALL
  SELECT value, NULL FROM jsonb_array_elements($5::jsonb)
), shaped AS MATERIALIZED (
  SELECT r, said, CASE WHEN jsonb_typeof(r -> 'position') = 'object' THEN ST_SetSRID(ST_GeomFromGeoJSON(r -> 'position'), 4326) END AS shape
  FROM record
), own AS (
  SELECT f.id AS feature,
         to_jsonb(f) || jsonb_build_object('position', shape::text, 'sources', coalesce(
           (SELECT jsonb_agg(jsonb_build_object('source_key', s.source_key, 'source_name', s.source_name,
                     'distance_metres', s.distance_metres) ORDER BY s.source_key COLLATE "C")
            FROM facility_source s WHERE s.facility = f.id AND s.dataset = $2),
           jsonb_build_array(jsonb_build_object('source_key', f.id, 'source_name', f.name, 'distance_metres', NULL)))) AS content
  FROM shaped
  LEFT JOIN facility e ON e.id = r ->> 'id'
  CROSS JOIN LATERAL jsonb_populate_record(NULL::facility,
    jsonb_build_object('id', r -> 'id', 'kind', r -> 'kind', 'name', r -> 'name',
      'owner', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'owner' THEN r -> 'owner' ELSE to_jsonb(e.owner) END,
      'authority', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'authority' THEN r -> 'authority' ELSE to_jsonb(e.authority) END,
      'region', r -> 'region', 'accuracy', r -> 'accuracy', 'position', NULL,
      'address', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'address' THEN r -> 'address' ELSE to_jsonb(e.address) END,
      'phone', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'phone' THEN r -> 'phone' ELSE to_jsonb(e.phone) END,
      'capacity', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'capacity' THEN r -> 'capacity' ELSE to_jsonb(e.capacity) END,
      'national_code', CASE WHEN e.id IS NULL OR said IS NULL OR said ? 'nationalCode' THEN r -> 'nationalCode'
                            ELSE to_jsonb(e.national_code) END,
      'attributes', coalesce(e.attributes, '{}') || coalesce(nullif(r -> 'attributes', 'null'), '{}'), 'dataset', $2::text)) AS f
  WHERE e.id IS NULL OR e.dataset = $2
), known_elsewhere AS (
  SELECT 'source:' || s.source_key AS feature, to_jsonb(s) AS content
  FROM shaped
  JOIN facility e ON e.id = r ->> 'id' AND e.dataset <> $2
  LEFT JOIN facility_source k ON k.facility = e.id AND k.dataset = $2
  CROSS JOIN LATERAL jsonb_populate_record(NULL::facility_source, jsonb_build_object('facility', e.id, 'dataset', $2::text,
    'source_key', coalesce(k.source_key, e.id), 'source_name', r -> 'name',
    'distance_metres', ST_Distance(shape::geography, e.position::geography))) AS s
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM (SELECT * FROM own UNION ALL SELECT * FROM known_elsewhere) AS staged
RETURNING feature
