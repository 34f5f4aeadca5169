-- Steps of the projects that a version wrote. $1 dataset, $2 version.
INSERT INTO project_history (project, step, status, changed_on)
SELECT h.feature, s.step, s.status, s.changed_on
FROM feature_history h CROSS JOIN LATERAL jsonb_to_recordset(h.content -> 'history') AS s(step integer, status text, changed_on date)
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL
