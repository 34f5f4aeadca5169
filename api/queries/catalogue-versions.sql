-- What was published of a dataset, newest first: states of the desk, and imports before the desk touched it. Asked as the owner
-- for who may see the dataset. $1 dataset
SELECT version, state, origin, published_at AS "publishedAt", records, metadata ->> 'date' AS date, counts
FROM dataset_version WHERE dataset = $1
UNION ALL
SELECT run.version, CASE WHEN run.version = dataset.version THEN 'terbit' ELSE 'diarsipkan' END, 'import', run.finished_at,
       run.rows_imported, CASE WHEN run.version = dataset.version THEN dataset.date END, NULL
FROM import_run AS run JOIN dataset ON dataset.id = run.dataset
WHERE run.dataset = $1
  AND NOT EXISTS (SELECT FROM dataset_version AS known WHERE known.dataset = run.dataset AND known.version = run.version)
ORDER BY version DESC
LIMIT 100
