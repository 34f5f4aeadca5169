-- One document. $1 project, $2 kind, $3 title, $4 number, $5 day of issue, $6 address, $7 account.
INSERT INTO project_document (project, kind, title, number, issued_on, url, added_by)
VALUES ($1, $2, $3, $4, $5::date, $6, $7::uuid)
