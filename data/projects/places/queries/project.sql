-- A project as it is placed. $1 id.
SELECT p.id, p.dataset, d.agency, d.status = 'contoh' AS sample FROM project p JOIN dataset d ON d.id = p.dataset WHERE p.id = $1
