-- An agency by its id, or by its short name where no id is given. $1 id or NULL, $2 short name.
SELECT id, name, short_name FROM agency WHERE id = $1 OR ($1 IS NULL AND short_name = $2)
