-- Takes the application $1 out of the register.
DELETE FROM application WHERE id = $1 RETURNING agency, name
