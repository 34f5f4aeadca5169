-- As desk-datasets, for who sees no uploads.
SELECT d.id, d.title, d.family, d.agency, d.producer, d.classification, d.status, d.version, d.records, d.date,
       d.published_at AS "publishedAt", d.update_cycle_months AS "updateCycleMonths",
       coalesce((SELECT g.may_publish FROM agency g WHERE g.id = d.agency), false) AS "agencyMayPublish", 0 AS "openUploads"
FROM dataset d ORDER BY d.title, d.id
