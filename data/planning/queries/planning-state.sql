-- One text that is another one whenever money, need or score may be another.
SELECT coalesce((SELECT string_agg(id || ' ' || version || ' ' || classification || ' ' || status, ',' ORDER BY id) FROM dataset), '')
  || coalesce((SELECT ' ' || dataset FROM population_in_use), '')
  || ' ' || (SELECT count(*) FROM project_document WHERE kind = 'design') AS state
