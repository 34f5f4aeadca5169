-- Every agency with its applications, retired ones too; an agency without any record has one row of nulls.
SELECT
  agency.id AS agency, agency.name AS agency_name, application.id, application.name, application.function_group,
  application.function, application.status
FROM agency
LEFT JOIN application ON application.agency = agency.id
ORDER BY agency.name, application.name, application.id
