-- A text that changes with every change of a project: versions of the datasets, and statuses, which change without one.
SELECT (SELECT coalesce(string_agg(id || ':' || version, ',' ORDER BY id), '') FROM dataset WHERE family = 'project') || ' ' ||
       (SELECT count(*) || ' ' || coalesce(md5(string_agg(id || status, ',' ORDER BY id)), '') FROM project) AS state
