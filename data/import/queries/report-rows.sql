-- Every note of the last import of one dataset, in the order of the file. $1 dataset.
SELECT n.row, n.outcome, n.reason, n.column_name, n.value
FROM dataset d
JOIN import_run r ON r.dataset = d.id AND r.version = d.version
JOIN import_note n ON n.run = r.id
WHERE d.id = $1
ORDER BY n.row, n.reason, n.column_name
