-- Versions of the weights that somebody chose, the newest first.
SELECT version, gap, gain, equity, readiness, hazard, reason, account.name AS chosen_by, chosen_at
FROM score_weights
JOIN account ON account.id = score_weights.chosen_by
ORDER BY version DESC
