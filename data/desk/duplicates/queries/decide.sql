-- Remembers what was decided about a pair, which is one row whichever is named first.
-- $1 and $2 ids, $3 decision, $4 reason, $5 account.
INSERT INTO duplicate_decision (first_feature, second_feature, decision, reason, decided_by)
VALUES (least($1::text, $2::text), greatest($1::text, $2::text), $3, $4, $5::uuid)
ON CONFLICT (first_feature, second_feature) DO UPDATE
SET decision = excluded.decision, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = now()
