-- Infrastructure of the dataset. $1 dataset.
SELECT id, dataset, coalesce(name, '') AS name, kind,
       coalesce(attributes ->> 'key', CASE WHEN starts_with(id, $1 || '-') THEN substr(id, length($1) + 2) END) AS key,
       NULL AS "nationalCode", region,
       CASE WHEN ST_Dimension(geometry) = 0 THEN ST_X(ST_PointN(ST_Points(geometry), 1)) END AS longitude,
       CASE WHEN ST_Dimension(geometry) = 0 THEN ST_Y(ST_PointN(ST_Points(geometry), 1)) END AS latitude
FROM infrastructure WHERE dataset = $1 ORDER BY id
