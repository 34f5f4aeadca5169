-- Adds a line to what was decided about a pair, which is one whichever is named first.
-- $1 and $2 ids, $3 decision, $4 reason (none for a decision that is taken back), $5 account.
INSERT INTO overlap_decision_log (first_project, second_project, step, decision, reason, decided_by)
SELECT least($1::text, $2::text), greatest($1::text, $2::text),
       coalesce((SELECT max(step) FROM overlap_decision_log
                 WHERE first_project = least($1::text, $2::text) AND second_project = greatest($1::text, $2::text)), 0) + 1,
       $3, $4, $5::uuid
RETURNING step
