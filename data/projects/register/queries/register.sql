-- The register: a page of the projects that the filters leave, with sums over all of them in the first row, which has
-- no project when the page is empty. What is late, stalled or due is decided here and nowhere else (`rules.ts` says by which numbers).
-- $1 words to find, as a pattern, or NULL · $2 year · $3 statuses · $4 agency · $5 region of any level · $6 sector · $7 fund ·
-- $8 origin · $9 list · $10 flag · $11 one project (each NULL for any)
-- $12 today · $13 statuses under way · $14 days that may pass without a report · $15 days per status as JSON ·
-- $16 statuses in which works are handed over · $17 ids of projects that overlap another · $18 name of the regency
-- $19 sort · $20 all statuses in their order · $21 how many · $22 after how many
WITH spelling AS MATERIALIZED (
  SELECT opd, trim(regexp_replace(lower(opd), '[^[:alnum:]]+', ' ', 'g')) AS spelt FROM project GROUP BY opd
), agency_name AS (
  -- Agencies as projects spell them: by their name with or without that of the regency, or in short.
  SELECT DISTINCT ON (spelt) spelt, id
  FROM agency CROSS JOIN LATERAL (VALUES (name), (short_name), (regexp_replace(name, '\s+' || $18::text || '$', '', 'i'))) AS n(said)
  CROSS JOIN LATERAL (SELECT trim(regexp_replace(lower(said), '[^[:alnum:]]+', ' ', 'g')) AS spelt) AS s
  ORDER BY spelt, id
), opd_agency AS MATERIALIZED (
  SELECT spelling.opd, agency_name.id FROM spelling JOIN agency_name USING (spelt)
), in_region AS MATERIALIZED (
  SELECT project FROM project_region WHERE $5::text IS NOT NULL AND (region = $5 OR starts_with(region, $5 || '.'))
), last_report AS MATERIALIZED (
  SELECT project, (max(month) + interval '1 month - 1 day')::date AS until FROM project_progress GROUP BY project
), last_step AS MATERIALIZED (
  SELECT project, max(changed_on) AS changed_on FROM project_history GROUP BY project
), decided AS MATERIALIZED (
  SELECT project, bool_or(approved) AS approved, max(facility) AS facility FROM project_asset GROUP BY project
), known AS (
  SELECT p.id, p.name, p.sector, p.origin, p.opd, p.fiscal_year, p.proposed_rupiah, p.planned_rupiah, p.ceiling_rupiah, p.contract_rupiah,
         p.spent_rupiah, p.funding_source, p.status, p.physical_percent, p.planned_percent, p.financial_percent, p.accuracy,
         p.updated_on, p.dataset, d.status = 'contoh' AS sample, d.agency AS dataset_agency,
         coalesce(a.id, d.agency) AS agency, CASE WHEN made.purpose = 'bank' THEN 'bank' ELSE 'sipd' END AS list,
         p.geometry IS NOT NULL AS placed, p.status = ANY ($13::text[]) AS under_way,
         p.planned_percent::numeric AS planned, p.physical_percent::numeric AS physical,
         -- When we last heard of the works, and when its stage began.
         greatest(CASE WHEN r.until IS NOT NULL THEN least(r.until, $12::date) END, CASE WHEN p.physical_percent IS NOT NULL THEN p.updated_on END) AS heard_on,
         coalesce(s.changed_on, p.updated_on) AS stage_since,
         CASE WHEN x.approved THEN 'approved' WHEN NOT x.approved THEN 'declined'
              WHEN p.status = ANY ($16::text[]) AND p.accuracy <> 'ruas' THEN 'due' ELSE 'none' END AS asset_state,
         x.facility AS asset_facility
  FROM project p
  JOIN dataset d ON d.id = p.dataset
  LEFT JOIN register_dataset made ON made.dataset = p.dataset
  LEFT JOIN opd_agency a ON a.opd = p.opd
  LEFT JOIN last_report r ON r.project = p.id
  LEFT JOIN last_step s ON s.project = p.id
  LEFT JOIN decided x ON x.project = p.id
  WHERE ($11::text IS NULL OR p.id = $11)
    AND ($1::text IS NULL OR p.name ILIKE $1 OR p.id ILIKE $1 OR p.opd ILIKE $1 OR p.procurement_code ILIKE $1 OR p.tender_code ILIKE $1)
    AND ($2::integer IS NULL OR p.fiscal_year = $2)
    AND ($3::text[] IS NULL OR p.status = ANY ($3))
    AND ($4::text IS NULL OR coalesce(a.id, d.agency) = $4)
    AND ($5::text IS NULL OR p.id IN (SELECT project FROM in_region))
    AND ($6::text IS NULL OR p.sector = $6)
    AND ($7::text IS NULL OR p.funding_source = $7)
    AND ($8::text IS NULL OR p.origin = $8)
    AND ($9::text IS NULL OR (made.purpose IS NOT DISTINCT FROM 'bank') = ($9 = 'bank'))
), measured AS (
  SELECT *, CASE WHEN under_way THEN round(physical - planned, 2) END AS deviation FROM known
), judged AS (
  -- Contract rule: `isContractCritical` of the model, to which a test holds this.
  SELECT *,
    CASE WHEN deviation IS NULL THEN NULL
         WHEN deviation < CASE WHEN planned < 70 THEN -10 ELSE -5 END THEN 'critical'
         WHEN planned >= 70 AND deviation < 0 AND fiscal_year < extract(year FROM $12::date) THEN 'critical'
         WHEN deviation < -5 THEN 'late'
         WHEN deviation < 0 THEN 'watch'
         ELSE 'none' END AS delay
  FROM measured
), flagged AS (
  SELECT *, array_remove(ARRAY[
      CASE WHEN delay = 'critical' OR status = 'kritis' THEN 'critical' END,
      CASE WHEN delay = 'late' THEN 'late' END,
      CASE WHEN CASE WHEN under_way THEN $12::date - greatest(heard_on, stage_since) > $14::integer
                     ELSE $12::date - stage_since > ($15::jsonb ->> status)::integer END THEN 'stalled' END,
      CASE WHEN NOT placed THEN 'no_location' END,
      -- The report of the last full month is missing, of works that went on all of it.
      CASE WHEN under_way AND coalesce(stage_since, '-infinity') < date_trunc('month', $12::date) - interval '1 month'
                AND coalesce(heard_on, '-infinity') < date_trunc('month', $12::date) - interval '1 month' THEN 'no_report' END,
      CASE WHEN id = ANY ($17::text[]) THEN 'overlap' END,
      CASE WHEN asset_state = 'due' THEN 'asset_due' END
    ], NULL) AS flags
  FROM judged
), fit AS MATERIALIZED (
  SELECT * FROM flagged WHERE $10::text IS NULL OR $10 = ANY (flags)
), page AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY
    CASE WHEN $19 = 'name' THEN lower(name) END, CASE WHEN $19 = 'ceiling' THEN ceiling_rupiah END DESC NULLS LAST,
    CASE WHEN $19 = 'deviation' THEN deviation END NULLS LAST, CASE WHEN $19 = 'updated' THEN updated_on END DESC NULLS LAST,
    CASE WHEN $19 = 'status' THEN array_position($20::text[], status) END, fiscal_year DESC, id) AS place
  FROM fit ORDER BY place LIMIT $21 OFFSET $22
), placed AS MATERIALIZED (
  -- Once for the page, never row by row: the policy of the table would look at all projects each time.
  SELECT g.project, jsonb_agg(jsonb_build_object('code', g.region, 'name', coalesce(region.name, g.region), 'share', g.share)
                              ORDER BY g.share DESC, g.region) AS regions
  FROM project_region g LEFT JOIN region ON region.code = g.region
  WHERE g.project IN (SELECT id FROM page)
  GROUP BY g.project
), lived AS MATERIALIZED (
  SELECT h.project, jsonb_agg(jsonb_build_object('status', h.status, 'since', h.changed_on) ORDER BY h.changed_on, h.step) AS statuses
  FROM project_history h
  WHERE h.project IN (SELECT id FROM page)
  GROUP BY h.project
)
-- Sums of rupiah as text: digits that a number of JSON would lose are found out by who reads them.
SELECT t.total_count, CASE WHEN page.place IS NULL OR page.place = $22::bigint + 1 THEN t.totals END AS totals, page.*,
       p.description, p.sub_activity_code, p.asset_code, p.volume, p.unit, p.method, p.procurement_code, p.tender_code, p.provider, p.land_status,
       CASE WHEN GeometryType(p.geometry) = 'POINT' THEN ST_X(p.geometry) WHEN p.geometry IS NOT NULL THEN ST_X(ST_PointOnSurface(p.geometry)) END AS longitude,
       CASE WHEN GeometryType(p.geometry) = 'POINT' THEN ST_Y(p.geometry) WHEN p.geometry IS NOT NULL THEN ST_Y(ST_PointOnSurface(p.geometry)) END AS latitude,
       coalesce(placed.regions, '[]') AS regions, coalesce(lived.statuses, '[]') AS lived
FROM (
  SELECT count(*)::integer AS total_count,
         jsonb_build_object(
           'byStatus', (SELECT coalesce(jsonb_object_agg(s.status, s.projects), '{}') FROM (SELECT status, count(*) AS projects FROM fit GROUP BY status) AS s),
           'proposed', sum(proposed_rupiah)::text, 'unknownProposed', count(*) - count(proposed_rupiah),
           'ceiling', sum(ceiling_rupiah)::text, 'unknownCeiling', count(*) - count(ceiling_rupiah),
           'contract', sum(contract_rupiah)::text, 'unknownContract', count(*) - count(contract_rupiah),
           'spent', sum(spent_rupiah)::text, 'unknownSpent', count(*) - count(spent_rupiah)) AS totals
  FROM fit
) AS t
LEFT JOIN page ON true
LEFT JOIN project p ON p.id = page.id
LEFT JOIN placed ON placed.project = page.id
LEFT JOIN lived ON lived.project = page.id
ORDER BY page.place
