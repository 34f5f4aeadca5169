-- The catalogue record of a new version. $1 dataset, $2 records, $3 the record in the names of the table: what it names is set,
-- the rest stays. Versions only rise, and the time of import tells tiles of one version from those of another.
UPDATE dataset SET
  version = dataset.version + 1, records = $2, imported_at = now(),
  title = r.title, abstract = r.abstract, producer = r.producer, custodian = r.custodian, source = r.source,
  source_url = r.source_url, date = r.date, licence = r.licence, update_cycle_months = r.update_cycle_months,
  classification = r.classification, status = r.status, coverage = r.coverage, lineage = r.lineage,
  known_flaws = r.known_flaws, origin = r.origin, published_at = r.published_at, contact = r.contact, scale = r.scale
FROM (SELECT (jsonb_populate_record(d, $3::jsonb)).* FROM dataset d WHERE d.id = $1) AS r
WHERE dataset.id = $1
