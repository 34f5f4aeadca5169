-- Who applied for the permits of a dataset. $1 dataset, $2 upload, to take only the permits that it holds; NULL for all.
DELETE FROM personal.permit_applicant a USING permit p
WHERE p.id = a.permit AND p.dataset = $1
  AND ($2::uuid IS NULL OR p.id IN (SELECT u.record ->> 'id' FROM upload_row u
                                    WHERE u.upload = $2 AND u.outcome IN ('valid', 'corrected')))
