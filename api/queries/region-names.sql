-- Names of regions. $1 codes.
SELECT code, name FROM region WHERE code = ANY ($1::text[])
