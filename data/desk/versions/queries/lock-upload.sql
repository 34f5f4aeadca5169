-- State of an upload, which nobody else changes until the transaction ends. $1 id.
SELECT changed_at::text AS "changedAt", job_owner AS owner FROM upload WHERE id = $1 FOR UPDATE
