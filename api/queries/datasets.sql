-- Datasets with what their last import did. $1 one dataset or null. Whoever asks sees those that the database shows to its role.
SELECT
  dataset.id, dataset.title, dataset.family, dataset.abstract, dataset.producer, dataset.custodian, dataset.source,
  dataset.source_url, dataset.date, dataset.licence, dataset.update_cycle_months, dataset.classification, dataset.status,
  dataset.coverage, dataset.lineage, dataset.known_flaws, dataset.version,
  -- Of permits the public is told how many it may have one by one: how many there are at all is told by the protected counts
  -- only (data/permits/public-counts.ts), or subtraction would give small ones away.
  CASE WHEN dataset.family = 'permit' AND current_user = 'jangkau_publik'
    THEN (SELECT count(*)::integer FROM permit_public_point AS point WHERE point.dataset = dataset.id)
    ELSE dataset.records END AS records,
  dataset.imported_at,
  last_run.id AS run,
  coalesce(last_run.rows_rejected, 0) AS rejections,
  coalesce(last_run.rows_corrected, 0) AS corrections
FROM dataset
LEFT JOIN LATERAL (
  SELECT id, rows_rejected, rows_corrected FROM import_run WHERE import_run.dataset = dataset.id ORDER BY import_run.version DESC LIMIT 1
) AS last_run ON true
WHERE $1::text IS NULL OR dataset.id = $1
ORDER BY dataset.family, dataset.id
