-- Ceilings that were stated at the desk, of each kecamatan the newest. $1 year, $2 kecamatan or null for all.
SELECT DISTINCT ON (kecamatan) kecamatan, revision, ceiling_rupiah, infrastructure, economy, social, source
FROM area_ceiling
WHERE year = $1 AND ($2::text IS NULL OR kecamatan = $2)
ORDER BY kecamatan, revision DESC
