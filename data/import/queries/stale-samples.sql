-- Sample datasets that are no longer needed. $1 those that are.
SELECT id FROM dataset WHERE status = 'contoh' AND id LIKE 'sample-%' AND NOT id = ANY ($1::text[]) ORDER BY id
