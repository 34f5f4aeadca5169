-- How to search, until the end of the transaction.
-- How alike (0–1) the letter triples of a query and of some stretch of a name must be: pg_trgm's own 0.6 forgives no typo
-- in a word of six letters. And the planner takes the comparison for cheap and reads whole tables, which is ten times
-- slower than the trigram index.
SELECT
  set_config('pg_trgm.word_similarity_threshold', '0.4', true),
  set_config('enable_seqscan', 'off', true)
