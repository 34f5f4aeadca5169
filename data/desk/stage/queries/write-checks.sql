-- What the check found, row by row. $1 upload, $2 JSON array.
UPDATE upload_row SET
  outcome = c.outcome, issues = c.issues, checked = c.checked, record = CASE WHEN c.record <> 'null' THEN c.record END,
  feature = c.feature, region = c.region,
  position = CASE WHEN c.longitude IS NOT NULL THEN ST_SetSRID(ST_MakePoint(c.longitude, c.latitude), 4326) END,
  spot = c.spot, national_code = c."nationalCode", duplicate_of = c."duplicateOf",
  reasons = ARRAY(SELECT jsonb_array_elements_text(c.reasons))
FROM jsonb_to_recordset($2::jsonb) AS c(row integer, outcome text, issues jsonb, checked jsonb, record jsonb, feature text,
       region text, longitude double precision, latitude double precision, spot bigint, "nationalCode" text,
       "duplicateOf" integer, reasons jsonb)
WHERE upload_row.upload = $1 AND upload_row.row = c.row
RETURNING 1 AS written
