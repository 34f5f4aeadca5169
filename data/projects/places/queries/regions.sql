-- Kecamatan and desa of the regency with a place inside each. $1 code of the regency.
SELECT code, name, ST_X(label_point) AS longitude, ST_Y(label_point) AS latitude
FROM region WHERE starts_with(code, $1 || '.') ORDER BY code
