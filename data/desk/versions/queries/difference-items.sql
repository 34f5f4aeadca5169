-- Features that two states of a dataset do not have alike, gone ones last and far moves first. Of each the fields that differ;
-- of a geometry its kind and its number of points. $1 to $5 as in `difference-counts.sql`, $6 kind, or NULL; $7 limit, $8 offset.
WITH page AS (
  SELECT * FROM feature_differences($1, $2, $3::integer, $4::integer, $5::uuid)
  WHERE $6::text IS NULL OR kind = $6::text
  ORDER BY array_position(ARRAY['moved', 'changed', 'added', 'gone'], kind), moved_metres DESC NULLS LAST, feature COLLATE "C"
  LIMIT $7 OFFSET $8
), shaped AS (
  SELECT *, coalesce(before ->> 'position', before ->> 'geometry')::geometry AS shape_before,
         coalesce(after ->> 'position', after ->> 'geometry')::geometry AS shape_after
  FROM page
)
SELECT feature, kind, moved_metres AS "movedMetres", coalesce(after, before) AS content,
       (ST_XMin(shape_before) + ST_XMax(shape_before)) / 2 AS "longitudeBefore", (ST_YMin(shape_before) + ST_YMax(shape_before)) / 2 AS "latitudeBefore",
       (ST_XMin(shape_after) + ST_XMax(shape_after)) / 2 AS "longitudeAfter", (ST_YMin(shape_after) + ST_YMax(shape_after)) / 2 AS "latitudeAfter",
       CASE WHEN before IS NOT NULL AND after IS NOT NULL THEN
         (SELECT jsonb_agg(jsonb_build_object('field', key, 'before', b.value, 'after', a.value) ORDER BY key)
          FROM jsonb_each(before) AS b FULL JOIN jsonb_each(after) AS a USING (key)
          WHERE a.value IS DISTINCT FROM b.value AND key NOT IN ('position', 'geometry'))
       END AS fields,
       CASE WHEN before IS NOT NULL AND after IS NOT NULL AND shape_before::text IS DISTINCT FROM shape_after::text THEN
         jsonb_build_object('before', GeometryType(shape_before) || ' ' || ST_NPoints(shape_before),
                            'after', GeometryType(shape_after) || ' ' || ST_NPoints(shape_after))
       END AS shapes
FROM shaped
ORDER BY array_position(ARRAY['moved', 'changed', 'added', 'gone'], kind), moved_metres DESC NULLS LAST, feature COLLATE "C"
