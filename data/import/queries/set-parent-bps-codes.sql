-- A region's BPS code begins with that of the region above it: what the crosswalk does not list one level up follows.
-- $1 codes of Kemendagri that were just set.
UPDATE region SET bps_code = part.bps_code
FROM (
  SELECT child.parent, min(left(child.bps_code, CASE child.level WHEN 'desa' THEN 7 ELSE 4 END)) AS bps_code
  FROM region child WHERE child.code = ANY ($1::text[])
  GROUP BY child.parent
) AS part
WHERE region.code = part.parent AND region.bps_code IS NULL
  AND NOT EXISTS (SELECT FROM region other WHERE other.bps_code = part.bps_code)
