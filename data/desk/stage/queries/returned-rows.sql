-- Rows of an upload of projects with what they are now, in the order of the file. $1 id, $2 last row before, $3 how many.
SELECT r.row, r.cells, r.edits, coalesce(r.checked, '{}') AS checked, p.id AS feature, n.content, p.accuracy,
       ST_X(ST_PointOnSurface(p.geometry)) AS longitude, ST_Y(ST_PointOnSurface(p.geometry)) AS latitude,
       (SELECT string_agg(g.name || CASE WHEN s.share < 1 THEN ' ' || round((s.share * 100)::numeric, 1) || '%' ELSE '' END, '; '
                          ORDER BY s.share DESC, s.region)
        FROM project_region s JOIN region g ON g.code = s.region WHERE s.project = p.id) AS regions
FROM upload_row r
JOIN upload u ON u.id = r.upload
LEFT JOIN project p ON p.id = r.feature AND p.dataset = u.dataset
LEFT JOIN feature_now n ON n.family = 'project' AND n.dataset = p.dataset AND n.feature = p.id
WHERE r.upload = $1 AND r.row > $2 ORDER BY r.row LIMIT $3
