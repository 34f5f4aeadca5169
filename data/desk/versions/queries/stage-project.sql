-- Projects as they would be published. What the file has no column for stays (ceiling, contract and spent are held against each other,
-- and so stay together or not at all); a table without places takes away neither a shape nor a region that is known; a status that
-- changed is a step more of the history. What is said of the whole list instead of a row (a plan of procurements is `rup_diumumkan`) is for
-- projects that were not there: of others origin and fund stay, and the status only goes forward, in the order of the model.
-- $1 stage (an upload, or none), $2 dataset, $3 and $4 first and last row of the upload, $5 records as JSON instead, or NULL.
WITH record AS MATERIALIZED (
  SELECT u.record AS r,
         CASE WHEN upload.mapping IS NOT NULL THEN
           coalesce(upload.mapping -> 'columns', '{}') || coalesce(upload.mapping -> 'constants', '{}') || u.edits END AS said,
         CASE WHEN upload.mapping IS NOT NULL THEN coalesce(upload.mapping -> 'columns', '{}') || u.edits END AS told
  FROM upload_row u JOIN upload ON upload.id = u.upload
  WHERE u.upload = $1::uuid AND u.row BETWEEN $3 AND $4 AND u.outcome IN ('valid', 'corrected') AND u.record IS NOT NULL
  UNION ALL
  SELECT value, NULL, NULL FROM jsonb_array_elements($5::jsonb)
), shaped AS MATERIALIZED (
  SELECT r, said, told, CASE WHEN jsonb_typeof(r -> 'geometry') = 'object' THEN ST_SetSRID(ST_GeomFromGeoJSON(r -> 'geometry'), 4326) END AS shape
  FROM record
), merged AS (
  SELECT r, coalesce(shape, e.geometry) AS shape, p, p.id, p.status,
         CASE WHEN keeps_place THEN (SELECT jsonb_agg(jsonb_build_object('region', k.region, 'share', k.share))
                                     FROM project_region k WHERE k.project = e.id)
              ELSE r -> 'regions' END AS regions,
         coalesce((r ->> 'updatedOn')::date, current_date) AS changed_on,
         coalesce((SELECT jsonb_agg(jsonb_build_object('step', h.step, 'status', h.status, 'changed_on', h.changed_on) ORDER BY h.step)
                   FROM project_history h WHERE h.project = e.id), '[]') AS steps
  FROM shaped
  LEFT JOIN project e ON e.id = r ->> 'id' AND e.dataset = $2
  CROSS JOIN LATERAL (SELECT ARRAY['usulan', 'diverifikasi_desa', 'diverifikasi_kecamatan', 'diverifikasi_opd', 'ditolak', 'ditunda', 'digabung',
    'masuk_rkpd', 'masuk_apbd', 'rup_diumumkan', 'pemilihan', 'kontrak', 'pelaksanaan', 'kritis', 'addendum', 'putus_kontrak', 'pho',
    'pemeliharaan', 'fho', 'dimanfaatkan'] AS stages) AS o
  -- A row of a table lies where its project is known to lie: it has no shape, and says no more than the whole regency or there is a shape.
  CROSS JOIN LATERAL (SELECT e.id IS NOT NULL AND said IS NOT NULL AND shape IS NULL
    AND EXISTS (SELECT FROM project_region k WHERE k.project = e.id)
    AND (e.geometry IS NOT NULL
         OR NOT EXISTS (SELECT FROM jsonb_array_elements(coalesce(nullif(r -> 'regions', 'null'), '[]')) AS x WHERE length(x ->> 'region') > 5))
      AS keeps_place) AS place
  CROSS JOIN LATERAL jsonb_populate_record(NULL::project,
    jsonb_build_object('planned_rupiah', r -> 'plannedRupiah', 'asset_code', r -> 'assetCode', 'volume', r -> 'volume', 'unit', r -> 'unit',
      'method', r -> 'method', 'procurement_code', r -> 'procurementCode', 'tender_code', r -> 'tenderCode', 'provider', r -> 'provider',
      'land_status', r -> 'landStatus', 'id', r -> 'id', 'name', r -> 'name', 'description', r -> 'description',
      'origin', r -> 'origin', 'sub_activity_code', r -> 'subActivityCode', 'sector', r -> 'sector', 'opd', r -> 'opd',
      'fiscal_year', r -> 'fiscalYear', 'proposed_rupiah', r -> 'proposedRupiah', 'ceiling_rupiah', r -> 'ceilingRupiah',
      'contract_rupiah', r -> 'contractRupiah', 'spent_rupiah', r -> 'spentRupiah', 'funding_source', r -> 'fundingSource',
      'status', r -> 'status', 'physical_percent', r -> 'physicalPercent', 'financial_percent', r -> 'financialPercent',
      'planned_percent', r -> 'plannedPercent', 'updated_on', r -> 'updatedOn', 'geometry', NULL, 'dataset', $2::text,
      'accuracy', CASE WHEN keeps_place OR (shape IS NULL AND e.geometry IS NOT NULL) THEN to_jsonb(e.accuracy) ELSE r -> 'accuracy' END)
    || CASE WHEN e.id IS NULL OR said IS NULL THEN '{}' ELSE
      (SELECT coalesce(jsonb_object_agg(k.name, k.value), '{}')
       FROM (VALUES (ARRAY['description'], 'description', to_jsonb(e.description)),
               (ARRAY['subActivityCode'], 'sub_activity_code', to_jsonb(e.sub_activity_code)),
               (ARRAY['assetCode'], 'asset_code', to_jsonb(e.asset_code)),
               (ARRAY['plannedRupiah'], 'planned_rupiah', to_jsonb(e.planned_rupiah)),
               (ARRAY['volume', 'unit'], 'volume', to_jsonb(e.volume)),
               (ARRAY['volume', 'unit'], 'unit', to_jsonb(e.unit)),
               (ARRAY['method'], 'method', to_jsonb(e.method)),
               (ARRAY['procurementCode'], 'procurement_code', to_jsonb(e.procurement_code)),
               (ARRAY['tenderCode'], 'tender_code', to_jsonb(e.tender_code)),
               (ARRAY['provider'], 'provider', to_jsonb(e.provider)),
               (ARRAY['landStatus'], 'land_status', to_jsonb(e.land_status)),
               (ARRAY['sector'], 'sector', to_jsonb(e.sector)),
               (ARRAY['proposedRupiah'], 'proposed_rupiah', to_jsonb(e.proposed_rupiah)),
               (ARRAY['ceilingRupiah', 'contractRupiah', 'spentRupiah'], 'ceiling_rupiah', to_jsonb(e.ceiling_rupiah)),
               (ARRAY['ceilingRupiah', 'contractRupiah', 'spentRupiah'], 'contract_rupiah', to_jsonb(e.contract_rupiah)),
               (ARRAY['ceilingRupiah', 'contractRupiah', 'spentRupiah'], 'spent_rupiah', to_jsonb(e.spent_rupiah)),
               (ARRAY['physicalPercent'], 'physical_percent', to_jsonb(e.physical_percent)),
               (ARRAY['financialPercent'], 'financial_percent', to_jsonb(e.financial_percent)),
               (ARRAY['plannedPercent'], 'planned_percent', to_jsonb(e.planned_percent)),
               (ARRAY['updatedOn'], 'updated_on', to_jsonb(e.updated_on))) AS k(fields, name, value)
       WHERE NOT said ?| k.fields) END
    || CASE WHEN e.id IS NULL OR told IS NULL OR told ? 'origin' THEN '{}' ELSE jsonb_build_object('origin', e.origin) END
    || CASE WHEN e.id IS NULL OR told IS NULL OR told ? 'fundingSource' THEN '{}' ELSE jsonb_build_object('funding_source', e.funding_source) END
    || CASE WHEN e.id IS NULL OR told IS NULL OR told ? 'status'
              OR (e.status NOT IN ('ditolak', 'digabung') AND array_position(stages, r ->> 'status') > array_position(stages, e.status)) THEN '{}'
            ELSE jsonb_build_object('status', e.status) END) AS p
), staged AS (
  SELECT id AS feature, to_jsonb(p) || jsonb_build_object('geometry', shape::text, 'regions',
      (SELECT coalesce(jsonb_agg(jsonb_build_object('region', x.region, 'share', x.share) ORDER BY x.region), '[]')
       FROM jsonb_to_recordset(coalesce(nullif(regions, 'null'), '[]')) AS x(region text, share double precision)),
      'history', CASE WHEN steps -> -1 ->> 'status' = status THEN steps
                      ELSE steps || jsonb_build_object('step', coalesce((steps -> -1 ->> 'step')::integer, 0) + 1, 'status', status,
                                                       'changed_on', changed_on) END) AS content
  FROM merged
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM staged
RETURNING feature
