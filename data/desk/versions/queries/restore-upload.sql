-- The upload of the version that was brought back is published again, others are archived. $1 id, or NULL; $2 dataset.
UPDATE upload SET state = CASE WHEN id IS NOT DISTINCT FROM $1::uuid THEN 'terbit' ELSE 'diarsipkan' END, changed_at = now()
WHERE dataset = $2 AND state IN ('terbit', 'diarsipkan') AND (state = 'terbit' OR id = $1::uuid)
