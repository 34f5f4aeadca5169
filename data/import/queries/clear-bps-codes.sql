-- Before a crosswalk is set: its old codes go, so that two regions may swap theirs. $1 codes of Kemendagri, $2 of BPS.
UPDATE region SET bps_code = NULL WHERE code = ANY ($1::text[]) OR bps_code = ANY ($2::text[])
