-- Pauses of the permits that a version wrote. $1 dataset, $2 version.
INSERT INTO permit_pause
SELECT s.*
FROM feature_history h
CROSS JOIN LATERAL jsonb_array_elements(h.content -> 'pauses') AS x(pause)
CROSS JOIN LATERAL jsonb_populate_record(NULL::permit_pause, pause || jsonb_build_object('permit', h.feature)) AS s
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL
