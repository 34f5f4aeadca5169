-- Monthly reports that a dataset brings. $1 records as JSON, $2 dataset.
INSERT INTO project_progress (project, dataset, month, planned_percent, physical_percent, financial_percent)
SELECT project, $2, (month || '-01')::date, "plannedPercent", "physicalPercent", "financialPercent"
FROM jsonb_to_recordset($1::jsonb) AS r(project text, month text, "plannedPercent" double precision,
  "physicalPercent" double precision, "financialPercent" double precision)
