-- A digest that changes with every committed change of the data, and whether there is enough to show. A sum of versions would
-- not do: it stays the same where one dataset gives way while another gets its next version.
SELECT
  left(md5(
    coalesce((SELECT string_agg(id || ':' || version, ',' ORDER BY id) FROM dataset), '')
    || coalesce((SELECT ' ' || dataset FROM population_in_use), '')
    || coalesce((SELECT string_agg(' ' || topic || ':' || source, '' ORDER BY topic) FROM figure_choice), '')
  ), 16) AS version,
  EXISTS (SELECT FROM region WHERE own AND level = 'kecamatan')
    AND EXISTS (SELECT FROM population_in_use)
    AND EXISTS (SELECT FROM population_grid)
    AND EXISTS (SELECT FROM facility) AS loaded
