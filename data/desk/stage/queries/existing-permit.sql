-- Permits of the dataset by their number. $1 dataset.
SELECT p.id, p.dataset, '' AS name, 'permit' AS kind, a.number AS key, NULL AS "nationalCode", p.region, NULL AS longitude,
       NULL AS latitude
FROM permit p JOIN personal.permit_applicant a ON a.permit = p.id
WHERE p.dataset = $1 ORDER BY p.id
