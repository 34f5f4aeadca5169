-- An upload with something that must not become public is not open to begin with. $1 id.
UPDATE upload SET metadata = metadata || '{"classification": "dikecualikan"}', changed_at = now()
WHERE id = $1 AND metadata ->> 'classification' <> 'dikecualikan'
