-- Every agency, in the order of its name.
SELECT id, name FROM agency ORDER BY name
