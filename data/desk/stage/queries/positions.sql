-- Points of an upload, the rejected ones first, then an even choice of the others. $1 id, $2 how many.
SELECT row, outcome, ST_X(position) AS longitude, ST_Y(position) AS latitude FROM upload_row
WHERE upload = $1 AND position IS NOT NULL AND outcome IS NOT NULL
ORDER BY outcome <> 'rejected', hashint4(row) LIMIT $2
