-- Who applied for the permits of a dataset. $1 dataset.
DELETE FROM personal.permit_applicant a USING permit p WHERE p.id = a.permit AND p.dataset = $1
