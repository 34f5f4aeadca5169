-- Permits as they would be published, without who applied: that goes from the rows to its own table at the publication.
-- $1 stage (an upload, or none), $2 dataset, $3 and $4 first and last row of the upload, $5 records as JSON instead, or NULL.
WITH record AS MATERIALIZED (
  SELECT u.record AS r FROM upload_row u
  WHERE u.upload = $1::uuid AND u.row BETWEEN $3 AND $4 AND u.outcome IN ('valid', 'corrected') AND u.record IS NOT NULL
  UNION ALL
  SELECT value FROM jsonb_array_elements($5::jsonb)
), shaped AS MATERIALIZED (
  SELECT r, CASE WHEN jsonb_typeof(r -> 'position') = 'object' THEN ST_SetSRID(ST_GeomFromGeoJSON(r -> 'position'), 4326) END AS shape
  FROM record
), staged AS (
  SELECT p.id AS feature, to_jsonb(p) || jsonb_build_object('position', shape::text, 'pauses',
      (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'permit' ORDER BY s.starts_on), '[]')
       FROM jsonb_array_elements(coalesce(nullif(r -> 'pauses', 'null'), '[]')) AS x(pause)
       CROSS JOIN LATERAL jsonb_populate_record(NULL::permit_pause, jsonb_build_object('starts_on', pause -> 'startsOn',
         'ends_on', pause -> 'endsOn', 'reason', pause -> 'reason')) AS s)) AS content
  FROM shaped
  CROSS JOIN LATERAL jsonb_populate_record(NULL::permit,
    jsonb_build_object('id', r -> 'id', 'type', r -> 'type', 'kbli', r -> 'kbli', 'risk', r -> 'risk',
      'business_scale', r -> 'businessScale', 'applicant_kind', r -> 'applicantKind', 'status', r -> 'status',
      'applied_on', r -> 'appliedOn', 'complete_on', r -> 'completeOn', 'issued_on', r -> 'issuedOn', 'rejected_on', r -> 'rejectedOn',
      'valid_until', r -> 'validUntil', 'service_days', r -> 'serviceDays', 'region', r -> 'region', 'accuracy', r -> 'accuracy',
      'position', NULL, 'land_square_metres', r -> 'landSquareMetres', 'building_square_metres', r -> 'buildingSquareMetres',
      'investment_rupiah', r -> 'investmentRupiah', 'levy_rupiah', r -> 'levyRupiah', 'dataset', $2::text)) AS p
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM staged
RETURNING feature
