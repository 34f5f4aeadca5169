-- The facility that stays as its dataset's next version has it. $1 stage, $2 id, $3 content, $4 keys and names (as JSON) under
-- which the same dataset had the other one.
INSERT INTO feature_stage (stage, feature, content, hash)
SELECT $1::uuid, $2, content, content_hash(content)
FROM (SELECT $3::jsonb || jsonb_build_object('sources', (
        SELECT jsonb_agg(s.source ORDER BY s.source ->> 'source_key' COLLATE "C")
        FROM (SELECT value AS source FROM jsonb_array_elements($3::jsonb -> 'sources')
              UNION ALL
              SELECT jsonb_build_object('source_key', k.key, 'source_name', k.name, 'distance_metres', NULL)
              FROM jsonb_to_recordset($4::jsonb) AS k(key text, name text)) AS s)) AS content) AS kept
