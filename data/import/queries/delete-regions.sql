-- Takes regions away, with their people and neighbours. $1 codes.
DELETE FROM region WHERE code = ANY ($1::text[])
