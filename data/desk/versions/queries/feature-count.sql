-- How many features of a dataset fit. $1 family, $2 dataset, $3 part of name or id, or NULL; $4 region and what lies in it, or NULL.
SELECT count(*)::integer AS total FROM feature_now
WHERE family = $1 AND dataset = $2 AND feature NOT LIKE 'source:%'
  AND ($3::text IS NULL OR name ILIKE '%' || $3 || '%' OR feature ILIKE '%' || $3 || '%')
  AND ($4::text IS NULL OR region = $4 OR region LIKE $4 || '.%')
