-- Figures of one version of the data. $1 version, $2 to $8 columns of equal length.
INSERT INTO indicator_history (data_version, standard, region, population, need, available, served_share, sample)
SELECT $1, given.*
FROM unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::double precision[], $8::boolean[]) AS given
