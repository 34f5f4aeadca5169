-- How many notes one import run left. $1 run · $2 outcome or null
SELECT count(*)::integer AS count FROM import_note WHERE run = $1 AND ($2::text IS NULL OR outcome = $2)
