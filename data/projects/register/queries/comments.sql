-- Comments on a project that were not withdrawn, oldest first. $1 project, $2 account that asks.
SELECT c.id, c.text, a.name AS "writtenBy", g.short_name AS "agencyName", c.written_at AS "writtenAt",
       c.written_by = $2::uuid AS "mayWithdraw"
FROM project_comment c LEFT JOIN account a ON a.id = c.written_by LEFT JOIN agency g ON g.id = a.agency
WHERE c.project = $1 AND c.withdrawn_at IS NULL
ORDER BY c.written_at, c.id
