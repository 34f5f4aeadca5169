-- Everything that was decided about a pair, the newest first. $1 and $2 ids.
SELECT l.decision, l.reason, coalesce(account.name, '') AS "decidedBy", l.decided_at AS "decidedAt"
FROM overlap_decision_log l LEFT JOIN account ON account.id = l.decided_by
WHERE l.first_project = least($1::text, $2::text) AND l.second_project = greatest($1::text, $2::text)
ORDER BY l.step DESC
