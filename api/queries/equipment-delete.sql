-- Takes the equipment $1 out of the register.
DELETE FROM equipment WHERE id = $1 RETURNING agency, kind, name
