-- How many entries of a dataset are a facility that another dataset brought, where its row stands. $1 dataset
SELECT count(*)::integer AS count
FROM facility_source AS source JOIN facility ON facility.id = source.facility
WHERE source.dataset = $1 AND facility.dataset <> $1
