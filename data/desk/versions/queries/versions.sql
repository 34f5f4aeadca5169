-- Published states of a dataset, newest first. $1 dataset, $2 version, or NULL for all.
SELECT v.dataset, v.version, v.state, v.origin, v.published_at AS "publishedAt", a.name AS "publishedBy", g.name AS "agencyName",
       v.records, v.metadata ->> 'date' AS date, v.upload, v.restored_from AS "restoredFrom", v.remark, v.checksum, v.counts
FROM dataset_version v
LEFT JOIN account a ON a.id = v.published_by
LEFT JOIN agency g ON g.id = v.metadata ->> 'agency'
WHERE v.dataset = $1 AND ($2::integer IS NULL OR v.version = $2::integer)
ORDER BY v.version DESC
