-- $1 id, $2 state before, $3 state, $4 remark. Answers nothing when the state is another, or something is at work.
UPDATE upload SET state = $3, remark = coalesce($4, remark), changed_at = now()
WHERE id = $1 AND state = $2 AND job IS NULL RETURNING 1 AS changed
