-- The datasets named in $1, with what tells one state of their rows from another. A version alone would not: a
-- database that was reset counts from 1 again, and browsers keep tiles for a year.
SELECT id, version, coalesce(extract(epoch FROM imported_at)::text, '') AS imported, producer, licence, status = 'contoh' AS sample
FROM dataset WHERE id = ANY ($1::text[])
ORDER BY id
