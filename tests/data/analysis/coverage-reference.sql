-- People within a distance of a facility, per kecamatan. $1 desa codes, $2 their people (null: unknown), $3 metres on the
-- ellipsoid. People are spread evenly within a desa, so its share of cells is its share of people.
WITH desa_share AS (
  SELECT
    code,
    avg(EXISTS (SELECT FROM reference_facility WHERE ST_DWithin(reference_facility.point, reference_cell.point, $3::float8))::integer) AS share
  FROM reference_cell
  GROUP BY code
)
SELECT left(code, 8) AS kecamatan, sum(people * share)::float8 AS served, sum(people)::float8 AS people
FROM desa_share JOIN unnest($1::text[], $2::integer[]) AS desa (code, people) USING (code)
WHERE people IS NOT NULL
GROUP BY 1
ORDER BY 1;
