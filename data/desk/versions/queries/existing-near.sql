-- Published features that one new or changed feature is compared with: itself, those with its key or national code, and those of
-- its kind with its name or within some 5 km. $1 family, $2 dataset, $3 id or NULL, $4 kind, $5 key or NULL, $6 national code or
-- NULL, $7 name or NULL, $8 longitude and $9 latitude or NULL.
WITH spot AS (
  SELECT ST_Expand(ST_SetSRID(ST_MakePoint($8::double precision, $9::double precision), 4326), 0.05) AS box
)
SELECT f.id, f.dataset, f.name, f.kind, f.attributes ->> 'key' AS key, f.national_code AS "nationalCode", f.region,
       ST_X(f.position) AS longitude, ST_Y(f.position) AS latitude
FROM facility f, spot
WHERE $1 = 'facility' AND (f.id = $3 OR (f.dataset = $2 AND f.attributes ->> 'key' = $5) OR (f.kind = $4 AND f.national_code = $6)
  OR (f.kind = $4 AND lower(f.name) = lower($7)) OR (f.kind = $4 AND f.position && spot.box))
UNION ALL
SELECT i.id, i.dataset, coalesce(i.name, ''), i.kind, i.attributes ->> 'key', NULL, i.region,
       CASE WHEN ST_Dimension(i.geometry) = 0 THEN ST_X(i.geometry) END, CASE WHEN ST_Dimension(i.geometry) = 0 THEN ST_Y(i.geometry) END
FROM infrastructure i, spot
WHERE $1 = 'infrastructure' AND (i.id = $3 OR (i.dataset = $2 AND i.attributes ->> 'key' = $5)
  OR (i.dataset = $2 AND i.kind = $4 AND (lower(i.name) = lower($7) OR i.geometry && spot.box)))
UNION ALL
SELECT p.id, p.dataset, p.name, p.fiscal_year::text, NULL, NULL, (SELECT r.region FROM project_region r WHERE r.project = p.id ORDER BY r.share DESC LIMIT 1),
       CASE WHEN ST_Dimension(p.geometry) = 0 THEN ST_X(p.geometry) END, CASE WHEN ST_Dimension(p.geometry) = 0 THEN ST_Y(p.geometry) END
FROM project p, spot
WHERE $1 = 'project' AND (p.id = $3 OR p.id = $2 || '-' || $5
  OR (p.dataset = $2 AND p.fiscal_year::text = $4 AND (lower(p.name) = lower($7) OR p.geometry && spot.box)))
