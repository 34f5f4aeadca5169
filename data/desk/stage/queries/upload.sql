-- Uploads as the contract has them. $1 id, $2 state, $3 dataset (each NULL for all), $4 limit, $5 offset.
SELECT u.id, u.dataset, u.is_new AS "isNew", u.family, u.agency, agency.name AS "agencyName",
       coalesce(account.name, '') AS "createdBy", u.created_at AS "createdAt", u.changed_at AS "changedAt",
       u.file_name AS "fileName", u.file_bytes AS "fileBytes", u.state, u.job, u.refusal, u.refusal_details AS "refusalDetails",
       u.facts, u.mapping, u.mapping_origin AS "mappingOrigin", u.metadata, u.counts, u.version, u.keeps_rest AS "keepsRest", u.remark,
       count(*) OVER () AS total
FROM upload u
LEFT JOIN agency ON agency.id = u.agency
LEFT JOIN account ON account.id = u.created_by
WHERE ($1::uuid IS NULL OR u.id = $1) AND ($2::text IS NULL OR u.state = $2) AND ($3::text IS NULL OR u.dataset = $3)
ORDER BY u.created_at DESC, u.id
LIMIT $4 OFFSET $5
