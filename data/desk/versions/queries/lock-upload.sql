-- State of an upload, which nobody else changes until the transaction ends. $1 id.
SELECT state, changed_at::text AS "changedAt", job IS NOT NULL AS "isBusy" FROM upload WHERE id = $1 FOR UPDATE
