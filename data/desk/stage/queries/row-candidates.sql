-- Other rows of an upload that may be the same thing, in their order. $1 upload, $2 row, $3 feature, $4 spots, $5 national code.
SELECT row, feature, checked, decisions, ST_X(position) AS longitude, ST_Y(position) AS latitude FROM upload_row
WHERE upload = $1 AND row <> $2 AND outcome <> 'excluded' AND row IN (
  SELECT row FROM upload_row WHERE upload = $1 AND feature = $3
  UNION SELECT row FROM upload_row WHERE upload = $1 AND spot = ANY ($4::bigint[])
  UNION SELECT row FROM upload_row WHERE upload = $1 AND national_code = $5)
ORDER BY row LIMIT 500
