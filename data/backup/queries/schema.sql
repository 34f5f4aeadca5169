-- Migrations that the database has, in order. No parameters.
SELECT name, sha256 FROM schema_migration ORDER BY number
