-- How many facilities of each kind stand in the own region, how many of them have a point of their own, and which datasets know
-- any of them: the one a facility stands in, and every other source of it. A kind that is known only across the border is listed
-- with 0: its dataset was looked at.
WITH known AS (
  SELECT facility_public.kind, facility_public.dataset
  FROM facility_public
  UNION
  SELECT facility_public.kind, facility_source.dataset
  FROM facility_public
  JOIN facility_source ON facility_source.facility = facility_public.id
), sources AS (
  SELECT kind, array_agg(dataset ORDER BY dataset) AS datasets
  FROM known
  GROUP BY kind
)
SELECT
  facility_public.kind,
  (count(*) FILTER (WHERE region.own))::integer AS count,
  (count(*) FILTER (WHERE region.own AND accuracy IN ('point', 'doubtful')))::integer AS placed,
  bool_or(sample) AS sample,
  (SELECT datasets FROM sources WHERE sources.kind = facility_public.kind) AS datasets
FROM facility_public
JOIN region ON region.code = facility_public.region
GROUP BY facility_public.kind
ORDER BY facility_public.kind
