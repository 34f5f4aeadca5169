-- Changes when boundaries do.
SELECT coalesce(string_agg(id || ' ' || version, ',' ORDER BY id), '') AS state FROM dataset WHERE family = 'region'
