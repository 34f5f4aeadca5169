-- The statuses that the project $1 went through, oldest first.
SELECT status, changed_on::text AS changed_on FROM project_history WHERE project = $1 ORDER BY step
