-- How alike (0–1) the letter triples of a query and of some stretch of a name must be. pg_trgm's own 0.6 forgives no
-- typo in a word of six letters. Holds until the end of the transaction.
SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true)
