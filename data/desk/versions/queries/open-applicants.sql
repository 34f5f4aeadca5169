-- Writes who applied into the history, unless it stands there. $1 dataset, $2 version.
INSERT INTO personal.permit_applicant_history (dataset, feature, from_version, content)
SELECT $1, a.permit, $2, to_jsonb(a)
FROM personal.permit_applicant a JOIN permit p ON p.id = a.permit
WHERE p.dataset = $1 AND NOT EXISTS (
  SELECT FROM personal.permit_applicant_history h WHERE h.dataset = $1 AND h.feature = a.permit AND h.until_version IS NULL)
