-- One report. $1 project, $2 month (YYYY-MM), $3 planned, $4 physical, $5 financial per cent, $6 spent, $7 note, $8 account.
INSERT INTO project_progress (project, month, planned_percent, physical_percent, financial_percent, spent_rupiah, note, reported_by, reported_at)
VALUES ($1, ($2 || '-01')::date, $3, $4, $5, $6, $7, $8::uuid, clock_timestamp())
