-- $1 records as JSON, $2 dataset.
INSERT INTO permit (id, type, kbli, risk, business_scale, applicant_kind, status, applied_on, complete_on, issued_on,
                    rejected_on, valid_until, service_days, region, accuracy, position, land_square_metres,
                    building_square_metres, investment_rupiah, levy_rupiah, dataset)
SELECT id, type, kbli, risk, "businessScale", "applicantKind", status, "appliedOn", "completeOn", "issuedOn",
       "rejectedOn", "validUntil", "serviceDays", region, accuracy,
       CASE WHEN r."position" <> 'null' THEN ST_SetSRID(ST_GeomFromGeoJSON(r."position"), 4326) END,
       "landSquareMetres", "buildingSquareMetres", "investmentRupiah", "levyRupiah", $2
FROM jsonb_to_recordset($1::jsonb) AS r(id text, type text, kbli text, risk text, "businessScale" text,
       "applicantKind" text, status text, "appliedOn" date, "completeOn" date, "issuedOn" date, "rejectedOn" date,
       "validUntil" date, "serviceDays" integer, region text, accuracy text, "position" jsonb,
       "landSquareMetres" integer, "buildingSquareMetres" integer, "investmentRupiah" bigint, "levyRupiah" bigint)
RETURNING 1 AS written
