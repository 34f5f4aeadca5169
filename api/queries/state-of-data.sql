-- The state of all datasets as a digest, and whether it is recorded already.
WITH state AS (
  SELECT left(md5(coalesce(string_agg(id || ':' || version, ',' ORDER BY id), '')), 16) AS data_version FROM dataset
)
SELECT data_version, EXISTS (SELECT FROM data_version known WHERE known.data_version = state.data_version) AS recorded
FROM state
