-- Who applied, as an earlier version had it. $1 dataset, $2 version.
INSERT INTO personal.permit_applicant
SELECT a.*
FROM personal.permit_applicant_history h
JOIN permit p ON p.id = h.feature AND p.dataset = $1
CROSS JOIN LATERAL jsonb_populate_record(NULL::personal.permit_applicant, h.content) AS a
WHERE h.dataset = $1 AND h.from_version <= $2 AND (h.until_version IS NULL OR h.until_version > $2)
