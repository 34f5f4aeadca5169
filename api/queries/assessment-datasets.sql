-- Which datasets know facilities of which kind: the one a facility stands in, and every other source of it.
SELECT facility_public.kind, facility_public.dataset
FROM facility_public
UNION
SELECT facility_public.kind, facility_source.dataset
FROM facility_public
JOIN facility_source ON facility_source.facility = facility_public.id
ORDER BY 1, 2
