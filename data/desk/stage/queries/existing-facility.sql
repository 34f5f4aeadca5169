-- Published facilities that a row is compared with. Made-up ones of other datasets give way to real ones. $1 dataset.
SELECT f.id, f.dataset, f.name, f.kind, coalesce(s.source_key, f.attributes ->> 'key') AS key, f.national_code AS "nationalCode",
       f.region, ST_X(f.position) AS longitude, ST_Y(f.position) AS latitude,
       EXISTS (SELECT FROM facility_source here WHERE here.facility = f.id AND here.dataset = $1) AS "isKnownHere"
FROM facility f
JOIN dataset ON dataset.id = f.dataset
LEFT JOIN facility_source s ON s.facility = f.id AND s.dataset = f.dataset
WHERE f.dataset = $1 OR dataset.status <> 'contoh'
ORDER BY f.id
