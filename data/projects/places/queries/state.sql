-- A text that changes with every change of what titles may speak of.
SELECT coalesce(string_agg(id || ':' || version, ',' ORDER BY id), '') AS state FROM dataset
WHERE family IN ('facility', 'infrastructure', 'region')
