-- Sample datasets of a family as they are now. $1 family, $2 revision.
SELECT d.id FROM dataset d JOIN import_run r ON r.dataset = d.id AND r.version = d.version
WHERE d.status = 'contoh' AND d.family = $1 AND r.revision = $2
