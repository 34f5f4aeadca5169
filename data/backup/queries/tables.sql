-- Every table that a backup holds, with the statements that read and write it; no parameters. Names are quoted here, by the
-- database itself. Left out: tables of extensions, unlogged ones, generated columns, what is derived (schema `tiles`), the record of backups
-- (it speaks of files of one installation), and tables marked 'not in backups' (sessions must not come back to life).
-- `read_rows` answers one line of CSV per row as COPY writes it (null is empty, everything else quoted), in the order of the
-- primary key by its bytes, so that the same rows give the same lines on either engine.
WITH kept AS (
  SELECT
    class.oid,
    CASE space.nspname WHEN 'public' THEN '' ELSE space.nspname || '.' END || class.relname AS name,
    format('%I.%I', space.nspname, class.relname) AS quoted_name
  FROM pg_class class
  JOIN pg_namespace space ON space.oid = class.relnamespace
  WHERE space.nspname NOT IN ('pg_catalog', 'information_schema', 'tiles')
    AND space.nspname NOT LIKE 'pg\_%'
    AND class.relkind = 'r'
    AND class.relpersistence = 'p'
    AND class.relname NOT IN ('schema_migration', 'backup_run')
    AND obj_description(class.oid, 'pg_class') IS DISTINCT FROM 'not in backups'
    AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = class.oid AND deptype = 'e'
    )
), field AS (
  SELECT
    kept.oid,
    attribute.attname,
    format_type(attribute.atttypid, attribute.atttypmod) AS type,
    attribute.attnum AS place,
    array_position(key.indkey::smallint[], attribute.attnum) AS key_place,
    key.indkey IS NOT NULL AS has_key
  FROM kept
  JOIN pg_attribute attribute ON attribute.attrelid = kept.oid
  LEFT JOIN pg_index key ON key.indrelid = kept.oid AND key.indisprimary
  WHERE attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
)
SELECT
  kept.name,
  array_agg(field.attname::text ORDER BY field.place) AS columns,
  format(
    'SELECT %s AS line FROM %s ORDER BY %s',
    string_agg(format($f$coalesce('"' || replace(%I::text, '"', '""') || '"', '')$f$, field.attname), $f$ || ',' || $f$
      ORDER BY field.place),
    kept.quoted_name,
    string_agg(format('%I::text COLLATE "C"', field.attname), ', ' ORDER BY field.key_place, field.place)
      FILTER (WHERE field.key_place IS NOT NULL OR NOT field.has_key)
  ) AS read_rows,
  array_agg(quote_ident(field.attname) ORDER BY field.place) AS quoted_columns,
  array_agg(field.type ORDER BY field.place) AS types,
  kept.quoted_name
FROM kept
JOIN field USING (oid)
GROUP BY kept.oid, kept.name, kept.quoted_name
ORDER BY kept.name COLLATE "C"
