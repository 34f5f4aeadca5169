-- How many facilities of each kind stand in the own region, and how many of them have a point of their own. A kind that is
-- known only across the border is listed with 0: its dataset was looked at.
SELECT
  facility_public.kind,
  (count(*) FILTER (WHERE region.own))::integer AS count,
  (count(*) FILTER (WHERE region.own AND accuracy IN ('point', 'doubtful')))::integer AS placed,
  bool_or(sample) AS sample,
  array_agg(DISTINCT facility_public.dataset) AS datasets
FROM facility_public
JOIN region ON region.code = facility_public.region
GROUP BY facility_public.kind
ORDER BY facility_public.kind
