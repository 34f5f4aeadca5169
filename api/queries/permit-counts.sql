-- Permits by kecamatan and type, before small counts are withheld: never answered as they are.
-- $1 year of application or null · $2 status or null
SELECT
  left(permit.region, 8) AS region,
  coalesce(region.name, left(permit.region, 8)) AS region_name,
  permit.type,
  count(*)::integer AS count,
  (count(*) FILTER (WHERE permit.position IS NULL))::integer AS without_position,
  bool_or(dataset.status = 'contoh') AS sample
FROM permit
JOIN dataset ON dataset.id = permit.dataset
LEFT JOIN region ON region.code = left(permit.region, 8)
WHERE ($1::integer IS NULL OR extract(year FROM permit.applied_on) = $1)
  AND ($2::text IS NULL OR permit.status = $2)
GROUP BY 1, 2, 3
ORDER BY 1, 3
