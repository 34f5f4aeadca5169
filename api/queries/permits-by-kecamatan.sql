-- Permits of each kecamatan and type, and how many of them have no place; asked by the owner, so all of them are counted.
-- $1 type or null · $2 year of application or null · $3 statuses or null
SELECT
  left(permit.region, 8) AS region,
  permit.type,
  count(*)::integer AS count,
  (count(*) FILTER (WHERE permit.position IS NULL))::integer AS "withoutPosition",
  bool_or(dataset.status = 'contoh') AS sample
FROM permit
JOIN dataset ON dataset.id = permit.dataset
WHERE ($1::text IS NULL OR permit.type = $1)
  AND ($2::integer IS NULL OR extract(year FROM permit.applied_on) = $2)
  AND ($3::text[] IS NULL OR permit.status = ANY ($3))
GROUP BY 1, 2
ORDER BY 1, 2
