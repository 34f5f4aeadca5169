-- How many facilities of each kind stand in the own region, how many of them have a point of their own, and which datasets know
-- any of them: the one a facility stands in, and every other source of it. A kind that is known only across the border is listed
-- with 0: its dataset was looked at.
WITH facilities AS MATERIALIZED (
  SELECT facility_public.id, facility_public.kind, facility_public.dataset, facility_public.accuracy, sample, region.own
  FROM facility_public
  JOIN region ON region.code = facility_public.region
), known AS (
  SELECT kind, dataset FROM facilities
  UNION
  SELECT facilities.kind, facility_source.dataset
  FROM facilities
  JOIN facility_source ON facility_source.facility = facilities.id
), sources AS (
  SELECT kind, array_agg(dataset ORDER BY dataset) AS datasets
  FROM known
  GROUP BY kind
)
SELECT
  kind,
  (count(*) FILTER (WHERE own))::integer AS count,
  (count(*) FILTER (WHERE own AND accuracy IN ('point', 'doubtful')))::integer AS placed,
  bool_or(sample) AS sample,
  datasets
FROM facilities
JOIN sources USING (kind)
GROUP BY kind, datasets
ORDER BY kind
