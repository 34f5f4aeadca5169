-- People by region, and their sums one and two levels up where the register itself has no number. A region has a sum
-- only when each of its parts that is a region of ours is counted. $1 records as JSON, $2 dataset.
WITH counted AS (
  SELECT p.region, p.period, p.people, p.male, p.female, p.households, p.estimated
  FROM jsonb_to_recordset($1::jsonb)
    AS p(region text, period text, people integer, male integer, female integer, households integer, estimated boolean)
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
)
INSERT INTO population (region, dataset, period, people, male, female, households, estimated)
SELECT region, $2, period, people, male, female, households, estimated FROM with_kecamatan
UNION ALL
SELECT region, $2, period, people, male, female, households, estimated FROM kabupaten
