-- Codes and spellings of BPS. $1 codes of Kemendagri, $2 codes of BPS, $3 names as BPS spells them.
UPDATE region SET bps_code = c.bps_code,
  aliases = CASE WHEN lower(region.name) = lower(c.name) OR c.name = ANY (region.aliases) THEN region.aliases
                 ELSE region.aliases || c.name END
FROM unnest($1::text[], $2::text[], $3::text[]) AS c(code, bps_code, name)
WHERE region.code = c.code
