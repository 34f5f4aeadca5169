-- The scenario that a project was proposed from. $1 project.
SELECT scenario FROM project_step_record WHERE project = $1 AND scenario IS NOT NULL ORDER BY id LIMIT 1
