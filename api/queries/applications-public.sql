-- Applications that their agency opened: the columns that the public role may read, and no other.
SELECT application.id, application.agency, agency.name AS agency_name, application.name, application.function_group
FROM application
JOIN agency ON agency.id = application.agency
ORDER BY agency.name, application.name, application.id
