-- The last word on each pair.
SELECT first_project AS first, second_project AS second, decision, reason, coalesce(account.name, '') AS "decidedBy", decided_at AS "decidedAt"
FROM overlap_decision LEFT JOIN account ON account.id = decided_by
