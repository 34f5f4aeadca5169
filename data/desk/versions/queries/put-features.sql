-- Writes what a version has new or otherwise into the table of its family. $1 family, $2 dataset, $3 version. Answers how many.
SELECT put_features($1, $2, $3) AS written
