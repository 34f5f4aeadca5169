-- One feature of a kind that only exempt datasets may have, of an upload or of what stays beside it. $1 upload, $2 kinds.
(SELECT feature FROM upload_row
 WHERE upload = $1::uuid AND outcome IN ('valid', 'corrected') AND record ->> 'kind' = ANY ($2::text[]) LIMIT 1)
UNION ALL
(SELECT i.id FROM upload u JOIN infrastructure i ON i.dataset = u.dataset
 WHERE u.id = $1::uuid AND u.family = 'infrastructure' AND u.keeps_rest AND i.kind = ANY ($2::text[])
   AND NOT EXISTS (SELECT FROM upload_row r
                   WHERE r.upload = u.id AND r.feature = i.id AND r.outcome IN ('valid', 'corrected'))
 LIMIT 1)
