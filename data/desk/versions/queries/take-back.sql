-- Takes back what was prepared and never published: entries go, and what they would have ended stands again.
-- $1 dataset, $2 whose preparation, or NULL for anybody's; $3 how many entries at most, or NULL for all. No row when nothing is left.
SELECT take_back_preparation($1, $2::uuid, $3::integer) AS taken
