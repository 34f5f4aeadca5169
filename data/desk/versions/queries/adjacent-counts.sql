-- How many features a version has new, moved by more than a metre (and more than 100 m), otherwise, and no more, against the one
-- before it. $1 dataset, $2 version.
WITH opened AS (
  SELECT feature, content FROM feature_history WHERE dataset = $1 AND from_version = $2
), ended AS (
  SELECT feature, content FROM feature_history WHERE dataset = $1 AND until_version = $2
), pair AS MATERIALIZED (
  SELECT o.feature IS NULL AS gone, e.feature IS NULL AS added,
         coalesce(e.content ->> 'position', e.content ->> 'geometry')::geometry AS shape_before,
         coalesce(o.content ->> 'position', o.content ->> 'geometry')::geometry AS shape_after
  FROM opened o FULL JOIN ended e ON e.feature = o.feature
), measured AS (
  SELECT gone, added, CASE WHEN GeometryType(shape_before) = 'POINT' AND GeometryType(shape_after) = 'POINT' AND shape_before::text <> shape_after::text
                           THEN ST_Distance(shape_before::geography, shape_after::geography) ELSE 0 END AS metres
  FROM pair
)
SELECT count(*) FILTER (WHERE added)::integer AS added, count(*) FILTER (WHERE gone)::integer AS gone,
       count(*) FILTER (WHERE NOT added AND NOT gone AND metres > 1)::integer AS moved,
       count(*) FILTER (WHERE NOT added AND NOT gone AND metres > 100)::integer AS "movedFar",
       count(*) FILTER (WHERE NOT added AND NOT gone AND metres <= 1)::integer AS changed,
       (SELECT count(*)::integer FROM feature_history WHERE dataset = $1 AND until_version IS NULL) AS standing
FROM measured
