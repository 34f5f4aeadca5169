-- Sample datasets that are no longer needed and that nobody edited at the desk. $1 those that are, $2 family, or NULL for all.
SELECT id FROM dataset
WHERE status = 'contoh' AND origin = 'import' AND id LIKE 'sample-%' AND NOT id = ANY ($1::text[]) AND ($2::text IS NULL OR family = $2)
ORDER BY id
