-- The next version of the weights; no row where $7 is not the present one (1: the default).
-- $1 gap, $2 gain, $3 equity, $4 readiness, $5 hazard, $6 reason, $7 the version that was read, $8 account.
INSERT INTO score_weights (version, gap, gain, equity, readiness, hazard, reason, chosen_by)
SELECT $7::integer + 1, $1::double precision, $2::double precision, $3::double precision, $4::double precision,
  $5::double precision, $6::text, $8::uuid
WHERE coalesce((SELECT max(version) FROM score_weights), 1) = $7::integer
RETURNING version
