-- Regions, facilities and projects whose name or code is like the query, best first.
-- $1 query, lower case · $2 type or null · $3 how many
-- Runs after search-settings.sql in one transaction.
WITH region_found AS MATERIALIZED (
  SELECT code, name, level, kind, parent, label_point, own, aliases, dataset
  FROM region
  WHERE $1 <% region_search_text(kind, name, aliases)
    AND ($2::text IS NULL OR level = $2)
),
-- A code, with or without dots, or the first part of one.
region_coded AS MATERIALIZED (
  SELECT code, name, level, kind, parent, label_point, own, bps_code, dataset
  FROM region
  WHERE $1 ~ '^[0-9][0-9.]*$'
    AND (starts_with(code, $1) OR starts_with(replace(code, '.', ''), $1) OR bps_code = $1)
    AND ($2::text IS NULL OR level = $2)
),
facility_found AS MATERIALIZED (
  SELECT id, name, kind, region, position, dataset
  FROM facility
  WHERE $1 <% (kind || ' ' || name)
    AND ($2::text IS NULL OR $2 = 'facility')
  -- "puskesmas so-and-so" is like every puskesmas: the closer look below is for the most alike only.
  ORDER BY word_similarity($1, kind || ' ' || name) DESC, length(name), id
  LIMIT 200
),
-- By national number (NPSN, kode faskes).
facility_coded AS MATERIALIZED (
  SELECT id, name, kind, region, position, dataset, national_code
  FROM facility
  WHERE national_code = upper($1)
    AND ($2::text IS NULL OR $2 = 'facility')
),
project_found AS MATERIALIZED (
  SELECT id, name, sector, geometry, dataset
  FROM project
  WHERE $1 <% name
    AND ($2::text IS NULL OR $2 = 'project')
),
-- Each with every text that it may be meant by. Of equals, the larger region first; neighbours after our own.
found AS (
  SELECT
    level AS type, code AS id, name, kind, parent AS region, label_point AS position, dataset, form.text,
    CASE level WHEN 'kabupaten' THEN 1.0 WHEN 'kecamatan' THEN 0.99 ELSE 0.97 END * CASE WHEN own THEN 1 ELSE 0.9 END AS weight
  FROM region_found
  CROSS JOIN LATERAL unnest(aliases || ARRAY[name, kind || ' ' || name]) AS form (text)
  UNION ALL
  SELECT
    level, code, name, kind, parent, label_point, dataset, form.text,
    CASE level WHEN 'kabupaten' THEN 1.0 WHEN 'kecamatan' THEN 0.99 ELSE 0.97 END * CASE WHEN own THEN 1 ELSE 0.9 END
  FROM region_coded
  CROSS JOIN LATERAL unnest(ARRAY[code, replace(code, '.', ''), bps_code]) AS form (text)
  WHERE starts_with(form.text, $1)
  UNION ALL
  SELECT 'facility', id, name, kind, region, position, dataset, form.text, 0.95
  FROM facility_found
  CROSS JOIN LATERAL unnest(ARRAY[name, kind || ' ' || name]) AS form (text)
  UNION ALL
  SELECT 'facility', id, name, kind, region, position, dataset, lower(national_code), 0.95
  FROM facility_coded
  UNION ALL
  SELECT 'project', id, name, sector, place.region, ST_PointOnSurface(geometry), dataset, name, 0.9
  FROM project_found
  LEFT JOIN LATERAL (
    SELECT region FROM project_region WHERE project_region.project = project_found.id ORDER BY share DESC, region LIMIT 1
  ) AS place ON true
),
-- Whole text, beginning of the text, beginning of a word, else how alike the letters are: for the most part of the
-- stretch that fits best, for a small part of the whole, so that "smp 2 plered" is not any SMP of Plered.
scored AS (
  SELECT
    found.*,
    weight * CASE
      WHEN lower(text) = $1 THEN 1.0
      WHEN starts_with(lower(text), $1) THEN 0.9
      WHEN position(' ' || $1 IN lower(text)) > 0 THEN 0.85
      ELSE 0.6 * word_similarity($1, text) + 0.2 * similarity($1, text)
    END AS score
  FROM found
),
best AS (
  SELECT DISTINCT ON (type, id) * FROM scored ORDER BY type, id, score DESC
)
SELECT
  best.type, best.id, best.name, best.kind,
  dataset.status = 'contoh' AS sample,
  region.code AS region_code,
  region.name AS region_name,
  region.kind AS region_kind,
  parent.code AS parent_code,
  parent.name AS parent_name,
  parent.kind AS parent_kind,
  ST_X(best.position) AS longitude,
  ST_Y(best.position) AS latitude,
  best.score::double precision AS score
FROM best
JOIN dataset ON dataset.id = best.dataset
LEFT JOIN region ON region.code = best.region
LEFT JOIN region AS parent ON parent.code = region.parent
-- Names in closed datasets stay closed; the places themselves are nobody's secret.
WHERE dataset.classification = 'terbuka' OR best.type NOT IN ('facility', 'project')
-- Of equal scores the shorter name is nearer to what was typed.
ORDER BY best.score DESC, length(best.name), best.name, best.id
LIMIT $3
