-- Reasons of the last import of every dataset, with the number of rows. $1 dataset, or NULL for all.
SELECT d.id, n.outcome, n.reason, n.column_name, count(DISTINCT n.row)::integer AS rows
FROM dataset d
JOIN import_run r ON r.dataset = d.id AND r.version = d.version
JOIN import_note n ON n.run = r.id
WHERE $1::text IS NULL OR d.id = $1
GROUP BY 1, 2, 3, 4 ORDER BY 1, n.outcome DESC, 3, 4
