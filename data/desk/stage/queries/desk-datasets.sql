-- Datasets as the desk lists them, with the uploads that are open on each.
SELECT d.id, d.title, d.family, d.agency, d.producer, d.classification, d.status, d.version, d.records, d.date,
       d.published_at AS "publishedAt", d.update_cycle_months AS "updateCycleMonths",
       coalesce((SELECT g.may_publish FROM agency g WHERE g.id = d.agency), false) AS "agencyMayPublish",
       (SELECT count(*)::integer FROM upload u WHERE u.dataset = d.id AND u.state IN ('draf', 'diperiksa')) AS "openUploads"
FROM dataset d ORDER BY d.title, d.id
