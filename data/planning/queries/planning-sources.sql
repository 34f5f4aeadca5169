-- What is known of the datasets $1, in the order of their ids.
SELECT id, title, version, date, status = 'contoh' AS sample FROM dataset WHERE id = ANY ($1::text[]) ORDER BY id
