-- What an edit did not touch stays to the last bit. $1 stage, $2 id, $3 content before, $4 its keys that stay.
UPDATE feature_stage s SET content = c.content, hash = content_hash(c.content)
FROM (SELECT t.content || coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each($3::jsonb) WHERE key = ANY ($4::text[])), '{}') AS content
      FROM feature_stage t WHERE t.stage = $1::uuid AND t.feature = $2) AS c
WHERE s.stage = $1::uuid AND s.feature = $2
