-- Catalogue record of a dataset, version one higher than before. $1 the record as JSON, in the names of #model/dataset;
-- $2 records imported; $3 time of import. Answers the new version.
INSERT INTO dataset (id, title, family, abstract, producer, custodian, source, source_url, date, licence,
                     update_cycle_months, classification, status, coverage, lineage, known_flaws, version, records, imported_at)
SELECT d.id, d.title, d.family, d.abstract, d.producer, d.custodian, d.source, d."sourceUrl", d.date, d.licence,
       d."updateCycleMonths", d.classification, d.status, d.coverage, d.lineage,
       ARRAY(SELECT jsonb_array_elements_text(d."knownFlaws")), 1, $2, $3
FROM jsonb_to_record($1::jsonb) AS d(id text, title text, family text, abstract text, producer text, custodian text,
       source text, "sourceUrl" text, date text, licence text, "updateCycleMonths" integer, classification text,
       status text, coverage text, lineage text, "knownFlaws" jsonb)
ON CONFLICT (id) DO UPDATE SET
  title = excluded.title, family = excluded.family, abstract = excluded.abstract, producer = excluded.producer,
  custodian = excluded.custodian, source = excluded.source, source_url = excluded.source_url, date = excluded.date,
  licence = excluded.licence, update_cycle_months = excluded.update_cycle_months, classification = excluded.classification,
  status = excluded.status, coverage = excluded.coverage, lineage = excluded.lineage, known_flaws = excluded.known_flaws,
  version = dataset.version + 1, records = excluded.records, imported_at = excluded.imported_at
RETURNING version
