-- Takes back that a pair is two things. $1 and $2 ids.
DELETE FROM duplicate_decision
WHERE first_feature = least($1::text, $2::text) AND second_feature = greatest($1::text, $2::text) AND decision = 'not_duplicate'
RETURNING reason
