-- One page of the register of applications, with how many there are; whoever asks sees what the database shows to the role.
-- $1 agency or null · $2 function group or null · $3 status or null · $4 part of a name, function, data or vendor or null
-- $5 how many · $6 how many to pass over · $7 one entry or null
SELECT
  application.id, application.agency, agency.name AS agency_name, application.name, function_group, function, data_produced,
  has_api, status, year, vendor, url, notes, is_open, revision, changed_at,
  (count(*) OVER ())::integer AS total
FROM application
JOIN agency ON agency.id = application.agency
WHERE ($1::text IS NULL OR application.agency = $1)
  AND ($2::integer IS NULL OR function_group = $2)
  AND ($3::text IS NULL OR status = $3)
  AND ($4::text IS NULL
    OR position(lower($4) IN lower(concat_ws(' ', application.name, function, data_produced, vendor))) > 0)
  AND ($7::uuid IS NULL OR application.id = $7)
ORDER BY agency.name, application.name, application.id
LIMIT $5 OFFSET $6
