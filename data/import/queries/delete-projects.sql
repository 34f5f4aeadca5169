-- $1 dataset. Shares and history go with the projects.
DELETE FROM project WHERE dataset = $1
