-- Removes scenario $1; no row where there is none that who asks may remove.
DELETE FROM scenario WHERE id = $1::uuid RETURNING name
