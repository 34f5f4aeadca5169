-- What a feature was, oldest first. $1 dataset, $2 id.
SELECT h.from_version AS "fromVersion", CASE WHEN h.until_version <= d.version THEN h.until_version END AS "untilVersion", h.content, v.published_at AS at, a.name AS by,
       u.published_at AS "endedAt", b.name AS "endedBy",
       CASE WHEN GeometryType(x.shape) = 'POINT' THEN ST_X(x.shape) END AS longitude,
       CASE WHEN GeometryType(x.shape) = 'POINT' THEN ST_Y(x.shape) END AS latitude
FROM feature_history h
JOIN dataset d ON d.id = h.dataset AND h.from_version <= d.version
CROSS JOIN LATERAL (SELECT coalesce(h.content ->> 'position', h.content ->> 'geometry')::geometry AS shape) AS x
LEFT JOIN dataset_version v ON v.dataset = h.dataset AND v.version = h.from_version
LEFT JOIN account a ON a.id = v.published_by
LEFT JOIN dataset_version u ON u.dataset = h.dataset AND u.version = h.until_version AND u.version <= d.version
LEFT JOIN account b ON b.id = u.published_by
WHERE h.dataset = $1 AND h.feature = $2
ORDER BY h.from_version
