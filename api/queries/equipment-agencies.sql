-- What each agency recorded; null where it recorded nothing, which is not none.
-- $1 only this agency, or null for all · $2 today
SELECT
  agency.id AS agency, agency.name AS agency_name,
  sum(equipment.count)::integer AS pieces,
  (sum(equipment.count) FILTER (WHERE condition IN ('light-damage', 'heavy-damage')))::integer AS damaged,
  CASE WHEN count(equipment.id) > 0 THEN (count(*) FILTER (WHERE next_service_on < $2::date))::integer END AS overdue
FROM agency
LEFT JOIN equipment ON equipment.agency = agency.id
WHERE $1::text IS NULL OR agency.id = $1
GROUP BY agency.id
ORDER BY agency.name
