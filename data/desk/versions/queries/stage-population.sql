-- People by region as they would be published, with their sums one and two levels up where the register has no number: a
-- region has a sum only when each of its parts is counted (as `insert-population.sql` of the importers). All rows at once. The period is the date of the upload unless stated.
-- $1 stage (an upload, or none), $2 dataset, $3 and $4 first and last row of the upload, $5 records as JSON instead, or NULL.
WITH record AS MATERIALIZED (
  SELECT u.record AS r FROM upload_row u
  WHERE u.upload = $1::uuid AND u.row BETWEEN $3 AND $4 AND u.outcome IN ('valid', 'corrected') AND u.record IS NOT NULL
  UNION ALL
  SELECT value FROM jsonb_array_elements($5::jsonb)
), counted AS (
  SELECT r ->> 'region' AS region,
         coalesce(r ->> 'period', (SELECT left(u.metadata ->> 'date', 7) FROM upload u WHERE u.id = $1::uuid)) AS period, (r ->> 'people')::integer AS people, (r ->> 'male')::integer AS male,
         (r ->> 'female')::integer AS female, (r ->> 'households')::integer AS households,
         coalesce((r ->> 'estimated')::boolean, false) AS estimated
  FROM record
), kecamatan AS (
  SELECT region.code AS region, min(c.period) AS period, sum(c.people)::integer AS people,
         CASE WHEN count(c.male) = count(*) THEN sum(c.male)::integer END AS male,
         CASE WHEN count(c.female) = count(*) THEN sum(c.female)::integer END AS female,
         CASE WHEN count(c.households) = count(*) THEN sum(c.households)::integer END AS households,
         bool_or(c.estimated) AS estimated
  FROM region JOIN region part ON part.parent = region.code LEFT JOIN counted c ON c.region = part.code
  WHERE region.level = 'kecamatan' AND region.code NOT IN (SELECT counted.region FROM counted)
  GROUP BY region.code HAVING count(c.people) = count(*)
), with_kecamatan AS (
  SELECT * FROM counted UNION ALL SELECT * FROM kecamatan
), kabupaten AS (
  SELECT region.code AS region, min(c.period) AS period, sum(c.people)::integer AS people,
         CASE WHEN count(c.male) = count(*) THEN sum(c.male)::integer END AS male,
         CASE WHEN count(c.female) = count(*) THEN sum(c.female)::integer END AS female,
         CASE WHEN count(c.households) = count(*) THEN sum(c.households)::integer END AS households,
         bool_or(c.estimated) AS estimated
  FROM region JOIN region part ON part.parent = region.code LEFT JOIN with_kecamatan c ON c.region = part.code
  WHERE region.level = 'kabupaten' AND region.code NOT IN (SELECT counted.region FROM counted)
  GROUP BY region.code HAVING count(c.people) = count(*)
), staged AS (
  SELECT n.region AS feature, to_jsonb(n) AS content
  FROM (SELECT * FROM with_kecamatan UNION ALL SELECT * FROM kabupaten) AS c
  CROSS JOIN LATERAL jsonb_populate_record(NULL::population, to_jsonb(c) || jsonb_build_object('dataset', $2::text)) AS n
)
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, feature, content, content_hash(content) FROM staged
RETURNING feature
