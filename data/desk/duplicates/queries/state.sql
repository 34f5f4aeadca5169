-- A text that changes with every change of a dataset of facilities.
SELECT coalesce(string_agg(id || ':' || version, ',' ORDER BY id), '') AS state FROM dataset WHERE family = 'facility'
