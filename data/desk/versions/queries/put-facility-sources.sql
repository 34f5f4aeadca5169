-- $1 dataset, $2 version. A facility of another dataset that is no longer there is left out.
INSERT INTO facility_source (facility, dataset, source_key, source_name, distance_metres)
SELECT h.feature, $1, s.source_key, s.source_name, s.distance_metres
FROM feature_history h
CROSS JOIN LATERAL jsonb_to_recordset(h.content -> 'sources') AS s(source_key text, source_name text, distance_metres double precision)
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL AND h.feature NOT LIKE 'source:%'
UNION ALL
SELECT s.facility, $1, s.source_key, s.source_name, s.distance_metres
FROM feature_history h
CROSS JOIN LATERAL jsonb_populate_record(NULL::facility_source, h.content) AS s
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL AND h.feature LIKE 'source:%'
  AND EXISTS (SELECT FROM facility f WHERE f.id = s.facility)
