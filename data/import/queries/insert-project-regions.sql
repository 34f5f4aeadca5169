-- $1 records as JSON.
INSERT INTO project_region (project, region, share)
SELECT project, region, share FROM jsonb_to_recordset($1::jsonb) AS r(project text, region text, share double precision)
