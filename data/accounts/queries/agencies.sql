-- All agencies by name.
SELECT id, name, short_name, may_publish FROM agency ORDER BY name
