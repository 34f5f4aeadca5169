-- The upload is published: earlier ones of the dataset are archived. $1 id, $2 dataset, $3 version.
UPDATE upload SET
  state = CASE WHEN id = $1 THEN 'terbit' ELSE 'diarsipkan' END, version = CASE WHEN id = $1 THEN $3::integer ELSE version END,
  job = NULL, job_owner = NULL, job_beat = NULL, changed_at = now()
WHERE dataset = $2 AND (id = $1 OR state = 'terbit')
