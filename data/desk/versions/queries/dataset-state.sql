-- What a publication needs to know of a dataset. $1 dataset.
SELECT family, version, agency, origin, status, coalesce((SELECT may_publish FROM agency g WHERE g.id = d.agency), false) AS "agencyMayPublish", classification, records,
       EXISTS (SELECT FROM dataset_version v WHERE v.dataset = d.id AND v.version = d.version) AS "isArchived"
FROM dataset d WHERE id = $1
