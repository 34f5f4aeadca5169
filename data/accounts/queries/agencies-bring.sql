-- Agencies of the region as JSON $1: new ones come in, names are corrected, whether they publish by themselves stays.
INSERT INTO agency (id, name, short_name, may_publish)
SELECT a.id, a.name, a."shortName", a."mayPublish"
FROM jsonb_to_recordset($1::jsonb) AS a(id text, name text, "shortName" text, "mayPublish" boolean)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name
