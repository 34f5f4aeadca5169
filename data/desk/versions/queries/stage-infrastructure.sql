-- Infrastructure as it would be published, measured and mended as the importers do. Attributes that no field of the desk says
-- stay as they are, and so does what the file has no column for.
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
  SELECT r, said, ST_SetSRID(ST_GeomFromGeoJSON(r -> 'geometry'), 4326) AS shape FROM record
), sound AS MATERIALIZED (
  SELECT r, said, CASE WHEN ST_IsValid(shape) THEN shape
                 ELSE ST_CollectionExtract(ST_MakeValid(shape), ST_Dimension(shape) + 1) END AS shape
  FROM shaped
), staged AS (
  SELECT i.id AS feature, to_jsonb(i) || jsonb_build_object('geometry', shape::text) AS content
  FROM sound
  LEFT JOIN infrastructure e ON e.id = r ->> 'id' AND e.dataset = $2
  CROSS JOIN LATERAL jsonb_populate_record(NULL::infrastructure,
    jsonb_build_object('id', r -> 'id', 'kind', r -> 'kind', 'code', r -> 'code', 'name', r -> 'name',
      'class', r -> 'class', 'condition', r -> 'condition', 'authority', r -> 'authority', 'region', r -> 'region',
      'stated_length_metres', r -> 'statedLengthMetres', 'geometry', NULL,
      'length_metres', CASE WHEN ST_Dimension(shape) = 1 THEN ST_Length(shape::geography) END,
      'area_square_metres', CASE WHEN ST_Dimension(shape) = 2 THEN ST_Area(shape::geography) END,
      'attributes', coalesce(e.attributes, '{}') || coalesce(nullif(r -> 'attributes', 'null'), '{}'), 'dataset', $2::text)
    || CASE WHEN e.id IS NULL OR said IS NULL THEN '{}' ELSE
      (SELECT coalesce(jsonb_object_agg(k.name, k.value), '{}')
       FROM (VALUES ('name', 'name', to_jsonb(e.name)), ('code', 'code', to_jsonb(e.code)), ('class', 'class', to_jsonb(e.class)),
               ('condition', 'condition', to_jsonb(e.condition)), ('authority', 'authority', to_jsonb(e.authority)),
               ('statedLengthMetres', 'stated_length_metres', to_jsonb(e.stated_length_metres))) AS k(field, name, value)
       WHERE NOT said ? k.field) END) AS i
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM staged
RETURNING feature
