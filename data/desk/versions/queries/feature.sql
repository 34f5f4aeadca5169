-- One published feature. $1 family, $2 dataset, $3 id.
SELECT n.feature, n.name, n.region, r.name AS "regionName", n.content, content_hash(n.content) AS revision,
       CASE WHEN GeometryType(n.shape) = 'POINT' THEN ST_X(n.shape) END AS longitude,
       CASE WHEN GeometryType(n.shape) = 'POINT' THEN ST_Y(n.shape) END AS latitude,
       CASE WHEN GeometryType(n.shape) <> 'POINT' THEN ST_AsGeoJSON(n.shape, 15)::jsonb END AS geometry,
       v.published_at AS "changedAt", a.name AS "changedBy"
FROM feature_now n
LEFT JOIN region r ON r.code = n.region
LEFT JOIN dataset d ON d.id = $2
LEFT JOIN feature_history h ON h.dataset = $2 AND h.feature = n.feature AND h.from_version <= d.version
  AND (h.until_version IS NULL OR h.until_version > d.version)
LEFT JOIN dataset_version v ON v.dataset = $2 AND v.version = h.from_version
LEFT JOIN account a ON a.id = v.published_by
WHERE n.family = $1 AND n.dataset = $2 AND n.feature = $3 AND n.feature NOT LIKE 'source:%'
