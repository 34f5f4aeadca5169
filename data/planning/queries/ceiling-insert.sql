-- The next revision of a ceiling; no row where $8 is not the present one (0: nobody stated one).
-- $1 year, $2 kecamatan, $3 rupiah, $4 infrastructure, $5 economy, $6 social, $7 source, $8 the revision that was read, $9 account.
INSERT INTO area_ceiling (year, kecamatan, revision, ceiling_rupiah, infrastructure, economy, social, source, stated_by)
SELECT $1::integer, $2::text, $8::integer + 1, $3::bigint, $4::double precision, $5::double precision, $6::double precision,
  $7::text, $9::uuid
WHERE coalesce((SELECT max(revision) FROM area_ceiling WHERE year = $1::integer AND kecamatan = $2::text), 0) = $8::integer
RETURNING revision
