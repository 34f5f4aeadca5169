-- Facilities of some datasets, to find those that another source knows too. $1 datasets.
SELECT id, kind, name, national_code AS "nationalCode", region, accuracy, dataset,
       ST_X(position) AS longitude, ST_Y(position) AS latitude
FROM facility WHERE dataset = ANY ($1::text[]) ORDER BY id
