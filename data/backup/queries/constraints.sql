-- Statements around a restore; no parameters. References are dropped and added again at the end, when all rows are there
-- (tables refer to each other, and to themselves); triggers, which write history or refuse changes, sleep meanwhile.
WITH own AS (
  SELECT class.oid, class.relname, format('%I.%I', space.nspname, class.relname) AS quoted_name
  FROM pg_class class
  JOIN pg_namespace space ON space.oid = class.relnamespace
  WHERE space.nspname NOT IN ('pg_catalog', 'information_schema', 'tiles')
    AND space.nspname NOT LIKE 'pg\_%'
    AND class.relkind = 'r'
    AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = class.oid AND deptype = 'e'
    )
)
SELECT
  'before' AS moment, 1 AS turn,
  format('ALTER TABLE %s DROP CONSTRAINT %I', quoted_name, conname) AS statement
FROM pg_constraint
JOIN own ON own.oid = conrelid
WHERE contype = 'f'
UNION ALL
SELECT 'after', 2, format('ALTER TABLE %s ADD CONSTRAINT %I %s', quoted_name, conname, pg_get_constraintdef(pg_constraint.oid))
FROM pg_constraint
JOIN own ON own.oid = conrelid
WHERE contype = 'f'
UNION ALL
SELECT
  moment, turn,
  format('ALTER TABLE %s %s TRIGGER %I', quoted_name, CASE moment WHEN 'before' THEN 'DISABLE' ELSE 'ENABLE' END, tgname)
FROM pg_trigger
JOIN own ON own.oid = tgrelid
CROSS JOIN (VALUES ('before', 2), ('after', 1)) AS turns (moment, turn)
WHERE NOT tgisinternal AND tgenabled = 'O'
UNION ALL
SELECT 'before', 3, 'TRUNCATE ' || string_agg(quoted_name, ', ')
FROM own
WHERE relname NOT IN ('schema_migration', 'backup_run')
ORDER BY moment DESC, turn, statement
