-- $1 records as JSON, $2 dataset.
INSERT INTO project (id, name, description, origin, sub_activity_code, sector, opd, asset_code, fiscal_year,
                     proposed_rupiah, planned_rupiah, ceiling_rupiah, contract_rupiah, spent_rupiah, funding_source,
                     volume, unit, method, procurement_code, tender_code, provider, status, physical_percent,
                     financial_percent, planned_percent, land_status, accuracy, updated_on, geometry, dataset)
SELECT id, name, description, origin, "subActivityCode", sector, opd, "assetCode", "fiscalYear",
       "proposedRupiah", "plannedRupiah", "ceilingRupiah", "contractRupiah", "spentRupiah", "fundingSource",
       volume, unit, method, "procurementCode", "tenderCode", provider, status, "physicalPercent",
       "financialPercent", "plannedPercent", "landStatus", accuracy, "updatedOn",
       CASE WHEN r.geometry <> 'null' THEN ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326) END, $2
FROM jsonb_to_recordset($1::jsonb) AS r(id text, name text, description text, origin text, "subActivityCode" text,
       sector text, opd text, "assetCode" text, "fiscalYear" integer, "proposedRupiah" bigint, "plannedRupiah" bigint,
       "ceilingRupiah" bigint, "contractRupiah" bigint, "spentRupiah" bigint, "fundingSource" text,
       volume double precision, unit text, method text, "procurementCode" text, "tenderCode" text, provider text,
       status text, "physicalPercent" double precision, "financialPercent" double precision,
       "plannedPercent" double precision, "landStatus" text, accuracy text, "updatedOn" date, geometry jsonb)
RETURNING 1 AS written
