-- One comment in the own name. $1 project, $2 text, $3 account.
INSERT INTO project_comment (project, text, written_by) VALUES ($1, $2, $3::uuid)
