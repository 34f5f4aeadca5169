-- Permits with what their service time follows from. Pauses are put together once, not for each permit: who may see them is
-- asked each time (row-level security), over all permits. $1 type or null · $2 region of any level or null · $3 year or null
SELECT
  permit.id,
  permit.type,
  permit.status,
  left(permit.region, 8) AS region,
  coalesce(region.name, left(permit.region, 8)) AS "regionName",
  permit.complete_on AS "completeOn",
  permit.issued_on AS "issuedOn",
  permit.rejected_on AS "rejectedOn",
  permit.service_days AS "serviceDays",
  coalesce(pause.list, '[]') AS pauses,
  dataset.status = 'contoh' AS sample
FROM permit
JOIN dataset ON dataset.id = permit.dataset
LEFT JOIN region ON region.code = left(permit.region, 8)
LEFT JOIN (
  SELECT permit, jsonb_agg(jsonb_build_object('startsOn', starts_on, 'endsOn', ends_on) ORDER BY starts_on) AS list
  FROM permit_pause
  GROUP BY permit
) AS pause ON pause.permit = permit.id
WHERE ($1::text IS NULL OR permit.type = $1)
  AND ($2::text IS NULL OR starts_with(permit.region, $2))
  AND ($3::integer IS NULL OR extract(year FROM permit.applied_on) = $3)
ORDER BY permit.id
