-- Monthly reports that the import of a dataset brought; those of people stay. $1 dataset.
DELETE FROM project_progress WHERE dataset = $1 AND reported_by IS NULL
