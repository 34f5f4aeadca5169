-- Reports on a project, of each month the last one, by month. $1 project.
SELECT DISTINCT ON (r.month) to_char(r.month, 'YYYY-MM') AS month, r.planned_percent, r.physical_percent, r.financial_percent,
       r.spent_rupiah, r.note, a.name AS reported_by, r.reported_at
FROM project_progress r LEFT JOIN account a ON a.id = r.reported_by
WHERE r.project = $1
ORDER BY r.month, r.id DESC
