-- Pairs that somebody said to be two things.
SELECT first_feature AS first, second_feature AS second, reason, decided_at AS at, account.name AS by
FROM duplicate_decision LEFT JOIN account ON account.id = decided_by
WHERE decision = 'not_duplicate'
