-- $1 topic · $2 source · $3 reason · $4 account
INSERT INTO figure_choice (topic, source, reason, chosen_by, chosen_at) VALUES ($1, $2, $3, $4, now())
ON CONFLICT (topic) DO UPDATE SET source = excluded.source, reason = excluded.reason, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
