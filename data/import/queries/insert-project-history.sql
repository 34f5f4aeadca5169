-- $1 records as JSON.
INSERT INTO project_history (project, step, status, changed_on)
SELECT project, step, status, "changedOn"
FROM jsonb_to_recordset($1::jsonb) AS r(project text, step integer, status text, "changedOn" date)
