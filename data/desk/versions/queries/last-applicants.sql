-- Who applied for permits that are back, as it last was. $1 dataset, $2 ids.
INSERT INTO personal.permit_applicant
SELECT a.*
FROM (SELECT DISTINCT ON (feature) feature, content FROM personal.permit_applicant_history
      WHERE dataset = $1 AND feature = ANY ($2::text[]) ORDER BY feature, from_version DESC) AS h
JOIN permit p ON p.id = h.feature
CROSS JOIN LATERAL jsonb_populate_record(NULL::personal.permit_applicant, h.content) AS a
ON CONFLICT (permit) DO NOTHING
