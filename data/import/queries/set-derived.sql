-- $1 name, $2 revision.
INSERT INTO derived (name, revision) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET revision = excluded.revision
