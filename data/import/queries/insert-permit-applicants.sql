-- Who applied: personal data, in its own table. $1 records as JSON.
INSERT INTO personal.permit_applicant (permit, number, name, nik, npwp, phone, address)
SELECT permit, number, name, nik, npwp, phone, address
FROM jsonb_to_recordset($1::jsonb)
  AS r(permit text, number text, name text, nik text, npwp text, phone text, address text)
