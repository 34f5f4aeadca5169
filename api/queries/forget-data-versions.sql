-- Keeps the newest $1 versions of the data and what was recorded of them.
DELETE FROM data_version
WHERE number <= (SELECT number FROM data_version ORDER BY number DESC OFFSET $1 LIMIT 1)
