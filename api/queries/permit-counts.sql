-- Every permit as far as counting it goes; counted in `data/permits`, never answered as it is. Asked by the owner: what the
-- public may know of it is decided there. Those on the public map are `isOpen`.
SELECT
  left(permit.region, 8) AS region,
  permit.type,
  extract(year FROM permit.applied_on)::integer AS year,
  permit.status,
  dataset.classification = 'terbuka' AND EXISTS (SELECT FROM permit_public_point AS point WHERE point.id = permit.id) AS "isOpen",
  permit.position IS NULL AS "withoutPosition",
  dataset.status = 'contoh' AS sample
FROM permit
JOIN dataset ON dataset.id = permit.dataset
