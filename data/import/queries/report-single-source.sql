-- Facilities of the datasets that one dataset was matched with, and of itself, that only one of them knows. $1 dataset.
WITH matched AS (
  SELECT DISTINCT f.dataset, f.kind
  FROM facility_source s JOIN facility f ON f.id = s.facility
  WHERE s.dataset = $1 AND f.dataset <> $1
)
SELECT s.dataset, f.id, f.kind, f.name, f.region
FROM facility f
JOIN matched ON matched.kind = f.kind AND f.dataset IN (matched.dataset, $1)
JOIN region ON region.code = f.region AND region.own
JOIN facility_source s ON s.facility = f.id
WHERE (SELECT count(DISTINCT other.dataset) FROM facility_source other WHERE other.facility = f.id) = 1
ORDER BY s.dataset, f.id
