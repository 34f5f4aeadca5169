-- Who applied, from the rows of an upload. $1 upload, $2 dataset.
INSERT INTO personal.permit_applicant
SELECT a.*
FROM upload_row u
JOIN permit p ON p.id = u.record ->> 'id' AND p.dataset = $2
CROSS JOIN LATERAL jsonb_populate_record(NULL::personal.permit_applicant, u.record -> 'applicant' || jsonb_build_object('permit', p.id)) AS a
WHERE u.upload = $1 AND u.outcome IN ('valid', 'corrected') AND jsonb_typeof(u.record -> 'applicant') = 'object'
