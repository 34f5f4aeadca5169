-- Everything a region may be called, in one text for the trigram index. `array_to_string` is only stable for types whose
-- text depends on settings; for text it is immutable, which this function says.
CREATE FUNCTION region_search_text(kind text, name text, aliases text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN kind || ' ' || name || ' ' || array_to_string(aliases, ' ');

CREATE INDEX region_search ON region USING gin (region_search_text(kind, name, aliases) gin_trgm_ops);
