-- Where each counter of the app's tables stands; null when it never counted. No parameters.
SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS last_value
FROM pg_sequences
WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'tiles')
ORDER BY 1
