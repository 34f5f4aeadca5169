-- One step that somebody took. $1 project, $2 status before or NULL, $3 status after, $4 day, $5 document, $6 note, $7 account,
-- $8 scenario that a proposal came from, or NULL.
INSERT INTO project_step_record (project, from_status, status, changed_on, document, note, recorded_by, scenario)
VALUES ($1, $2, $3, $4::date, $5, $6, $7::uuid, $8::uuid)
