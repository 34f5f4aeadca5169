-- Regions, facilities and projects whose name or code is like the query, best first.
-- $1 query, lower case · $2 type or null · $3 how many
-- Runs after search-threshold.sql in one transaction: `<%` uses its threshold and the trigram indexes.
WITH found AS (
  -- A region by any of its names, by kind and name ("desa gebang"), or by its code.
  SELECT
    region.level AS type,
    region.code AS id,
    region.name,
    region.kind,
    region.parent AS region,
    region.label_point AS position,
    dataset.status = 'contoh' AS sample,
    form.text,
    -- Of equals, the larger region first; neighbours after our own.
    CASE region.level WHEN 'kabupaten' THEN 1.0 WHEN 'kecamatan' THEN 0.99 ELSE 0.97 END
      * CASE WHEN region.own THEN 1 ELSE 0.9 END AS weight
  FROM region
  JOIN dataset ON dataset.id = region.dataset
  CROSS JOIN LATERAL unnest(
    region.aliases || ARRAY[region.name, region.kind || ' ' || region.name, region.code, region.bps_code]
  ) AS form (text)
  WHERE ($2::text IS NULL OR region.level = $2)
    AND ($1 <% form.text OR starts_with(lower(form.text), $1))

  UNION ALL

  SELECT
    'facility', facility.id, facility.name, facility.kind, facility.region, facility.position, facility.sample,
    form.text, 0.95
  FROM facility_public AS facility
  CROSS JOIN LATERAL unnest(ARRAY[facility.name, facility.kind || ' ' || facility.name]) AS form (text)
  WHERE ($2::text IS NULL OR $2 = 'facility')
    AND $1 <% (facility.kind || ' ' || facility.name)

  UNION ALL

  -- By its national number (NPSN, kode faskes).
  SELECT
    'facility', facility.id, facility.name, facility.kind, facility.region, facility.position, facility.sample,
    lower(facility.national_code), 0.95
  FROM facility_public AS facility
  WHERE ($2::text IS NULL OR $2 = 'facility')
    AND facility.national_code = upper($1)

  UNION ALL

  SELECT
    'project', project.id, project.name, project.sector, place.region,
    ST_PointOnSurface(project.geometry), project.sample, project.name, 0.9
  FROM project_public AS project
  LEFT JOIN LATERAL (
    SELECT region FROM project_region WHERE project_region.project = project.id ORDER BY share DESC, region LIMIT 1
  ) AS place ON true
  WHERE ($2::text IS NULL OR $2 = 'project')
    AND ($1 <% project.name)
),
-- Whole name, beginning of the name, beginning of a word, else how alike the letters are.
scored AS (
  SELECT
    found.*,
    weight * CASE
      WHEN lower(text) = $1 THEN 1.0
      WHEN starts_with(lower(text), $1) THEN 0.9
      WHEN position(' ' || $1 IN lower(text)) > 0 THEN 0.85
      ELSE 0.8 * word_similarity($1, text)
    END AS score
  FROM found
),
best AS (
  SELECT DISTINCT ON (type, id) * FROM scored ORDER BY type, id, score DESC
)
SELECT
  best.type, best.id, best.name, best.kind, best.sample,
  region.code AS region_code,
  region.name AS region_name,
  ST_X(best.position) AS longitude,
  ST_Y(best.position) AS latitude,
  best.score::double precision AS score
FROM best
LEFT JOIN region ON region.code = best.region
-- Of equal scores the shorter name is nearer to what was typed.
ORDER BY best.score DESC, length(best.name), best.name, best.id
LIMIT $3
