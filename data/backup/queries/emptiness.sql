-- Whether nobody has brought anything into this database yet: no dataset, no account. No parameters.
SELECT NOT EXISTS (SELECT FROM dataset) AND NOT EXISTS (SELECT FROM account) AS empty
