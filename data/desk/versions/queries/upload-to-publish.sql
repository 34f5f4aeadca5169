-- An upload as a publication needs it. $1 id.
SELECT u.dataset, u.is_new AS "isNew", u.family, u.agency, g.name AS "agencyName", coalesce(g.may_publish, false) AS "mayPublish",
       u.state, u.keeps_rest AND u.family <> 'population' AS "keepsRest", u.job IS NOT NULL AS "isBusy", u.metadata, u.file_name AS "fileName", u.file_sha256 AS "fileSha256",
       u.created_at AS "createdAt", u.changed_at::text AS "changedAt",
       (SELECT jsonb_build_object('rows', count(*), 'published', count(*) FILTER (WHERE r.outcome IN ('valid', 'corrected')),
                                  'corrected', count(*) FILTER (WHERE r.outcome = 'corrected'),
                                  'unchecked', count(*) FILTER (WHERE r.outcome IS NULL OR (r.outcome IN ('valid', 'corrected') AND r.record IS NULL)),
                                  'rejected', count(*) FILTER (WHERE r.outcome IN ('rejected', 'excluded')), 'lastRow', coalesce(max(r.row), 0))
        FROM upload_row r WHERE r.upload = u.id) AS counts
FROM upload u LEFT JOIN agency g ON g.id = u.agency WHERE u.id = $1
