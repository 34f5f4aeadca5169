-- A page of the features of a dataset in the order of their names. $1 family, $2 dataset, $3 part of name or id, or NULL; $4 region
-- and what lies in it, or NULL; $5 and $6 name and id of the last one, or NULL; $7 limit.
WITH page AS MATERIALIZED (
  SELECT feature, name FROM feature_now
  WHERE family = $1 AND dataset = $2 AND feature NOT LIKE 'source:%'
    AND ($3::text IS NULL OR name ILIKE '%' || $3 || '%' OR feature ILIKE '%' || $3 || '%')
    AND ($4::text IS NULL OR region = $4 OR region LIKE $4 || '.%')
    AND ($5::text IS NULL OR (name COLLATE "C", feature COLLATE "C") > ($5::text COLLATE "C", $6::text COLLATE "C"))
  ORDER BY name COLLATE "C", feature COLLATE "C" LIMIT $7
)
SELECT p.feature, p.name, n.region, r.name AS "regionName", n.content, content_hash(n.content) AS revision,
       CASE WHEN GeometryType(n.shape) = 'POINT' THEN ST_X(n.shape) END AS longitude,
       CASE WHEN GeometryType(n.shape) = 'POINT' THEN ST_Y(n.shape) END AS latitude,
       CASE WHEN GeometryType(n.shape) <> 'POINT' THEN ST_AsGeoJSON(n.shape, 15)::jsonb END AS geometry,
       v.published_at AS "changedAt", a.name AS "changedBy"
FROM page p
JOIN feature_now n ON n.family = $1 AND n.dataset = $2 AND n.feature = p.feature
LEFT JOIN region r ON r.code = n.region
LEFT JOIN dataset d ON d.id = $2
LEFT JOIN feature_history h ON h.dataset = $2 AND h.feature = p.feature AND h.from_version <= d.version
  AND (h.until_version IS NULL OR h.until_version > d.version)
LEFT JOIN dataset_version v ON v.dataset = $2 AND v.version = h.from_version
LEFT JOIN account a ON a.id = v.published_by
ORDER BY p.name COLLATE "C", p.feature COLLATE "C"
