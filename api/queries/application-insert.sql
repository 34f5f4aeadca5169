-- Adds an application. $1 agency · $2 name · $3 function group · $4 function · $5 data produced · $6 has API · $7 status
-- $8 year · $9 vendor · $10 URL · $11 notes · $12 open to the public
INSERT INTO application (agency, name, function_group, function, data_produced, has_api, status, year, vendor, url, notes, is_open)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
RETURNING id
