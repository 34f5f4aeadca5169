-- One text that is another one whenever what `site-layers` and `site-datasets` answer may be another: versions and classes of the datasets.
SELECT coalesce(string_agg(id || ' ' || version || ' ' || classification || ' ' || status, ',' ORDER BY id), '') AS state
FROM dataset
WHERE family IN ('zone', 'infrastructure')
