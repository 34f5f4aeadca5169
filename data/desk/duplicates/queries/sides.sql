-- Facilities with all that is known of them. $1 ids.
SELECT f.id, f.dataset, d.title AS "datasetTitle", d.agency, d.date, d.status = 'contoh' AS sample, f.name, f.region,
       r.name AS "regionName", f.accuracy, n.content, content_hash(n.content) AS revision,
       ST_X(f.position) AS longitude, ST_Y(f.position) AS latitude,
       ARRAY(SELECT DISTINCT k.title FROM facility_source s JOIN dataset k ON k.id = s.dataset
             WHERE s.facility = f.id AND s.dataset <> f.dataset ORDER BY k.title) AS "knownBy"
FROM facility f
JOIN dataset d ON d.id = f.dataset
JOIN feature_now n ON n.family = 'facility' AND n.dataset = f.dataset AND n.feature = f.id
LEFT JOIN region r ON r.code = f.region
WHERE f.id = ANY ($1::text[])
