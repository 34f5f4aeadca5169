-- Takes out what a version ended and has no more. $1 family, $2 dataset, $3 version.
SELECT delete_ended_features($1, $2, $3) AS gone
