-- How many facilities of each kind are known, and how many of them have a point of their own.
SELECT
  kind,
  count(*)::integer AS count,
  (count(*) FILTER (WHERE accuracy IN ('point', 'doubtful')))::integer AS placed,
  bool_or(sample) AS sample,
  array_agg(DISTINCT dataset) AS datasets
FROM facility_public
GROUP BY kind
ORDER BY kind
