-- Withdraws a comment of one's own. $1 project, $2 comment, $3 account.
UPDATE project_comment SET withdrawn_at = now()
WHERE project = $1 AND id = $2::uuid AND written_by = $3::uuid AND withdrawn_at IS NULL
RETURNING id
