-- Datasets of facilities that the one who asks may see.
SELECT d.id, d.title, d.agency, d.status = 'contoh' AS sample FROM dataset d WHERE d.family = 'facility' ORDER BY d.title, d.id
