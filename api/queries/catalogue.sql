-- Datasets with all that describes them. $1 one dataset or null. Whoever asks sees those that the database shows to its role.
SELECT
  dataset.id, dataset.title, dataset.family, dataset.abstract, dataset.producer, dataset.custodian, dataset.source,
  dataset.source_url AS "sourceUrl", dataset.date, dataset.licence, dataset.update_cycle_months AS "updateCycleMonths",
  dataset.classification, dataset.status, dataset.coverage, dataset.lineage, dataset.known_flaws AS "knownFlaws",
  dataset.version,
  -- Of permits the public is told how many it may have one by one: how many there are at all is told by the protected counts
  -- only (data/permits/public-counts.ts), or subtraction would give small ones away.
  CASE WHEN dataset.family = 'permit' AND current_user = 'jangkau_publik'
    THEN (SELECT count(*)::integer FROM permit_public_point AS point WHERE point.dataset = dataset.id)
    ELSE dataset.records END AS records,
  dataset.imported_at AS "importedAt", dataset.agency, agency.name AS "agencyName",
  dataset.contact, dataset.scale, coalesce(dataset.published_at, dataset.imported_at) AS "publishedAt",
  coalesce(last_run.rows_rejected, 0) AS rejections,
  coalesce(last_run.rows_corrected, 0) AS corrections
FROM dataset
LEFT JOIN agency ON agency.id = dataset.agency
LEFT JOIN LATERAL (
  SELECT rows_rejected, rows_corrected FROM import_run WHERE import_run.dataset = dataset.id ORDER BY import_run.version DESC LIMIT 1
) AS last_run ON true
WHERE $1::text IS NULL OR dataset.id = $1
ORDER BY dataset.title, dataset.id
