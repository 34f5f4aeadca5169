-- Documents of a project, oldest first. $1 project.
SELECT d.id, d.kind, d.title, d.number, d.issued_on AS "issuedOn", d.url, a.name AS "addedBy", d.added_at AS "addedAt"
FROM project_document d LEFT JOIN account a ON a.id = d.added_by
WHERE d.project = $1
ORDER BY d.added_at, d.id
