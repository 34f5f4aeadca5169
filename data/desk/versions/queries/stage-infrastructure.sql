-- Infrastructure as it would be published, measured and mended as the importers do. Attributes that no field of the desk says
-- stay as they are.
-- $1 stage (an upload, or none), $2 dataset, $3 and $4 first and last row of the upload, $5 records as JSON instead, or NULL.
WITH record AS MATERIALIZED (
  SELECT u.record AS r FROM upload_row u
  WHERE u.upload = $1::uuid AND u.row BETWEEN $3 AND $4 AND u.outcome IN ('valid', 'corrected') AND u.record IS NOT NULL
  UNION ALL
  SELECT value FROM jsonb_array_elements($5::jsonb)
), shaped AS MATERIALIZED (
  SELECT r, ST_SetSRID(ST_GeomFromGeoJSON(r -> 'geometry'), 4326) AS shape FROM record
), sound AS MATERIALIZED (
  SELECT r, CASE WHEN ST_IsValid(shape) THEN shape
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
      'attributes', coalesce(e.attributes, '{}') || coalesce(nullif(r -> 'attributes', 'null'), '{}'), 'dataset', $2::text)) AS i
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM staged
RETURNING feature
