-- Which of the datasets $1 the role that asks can see.
SELECT id FROM dataset WHERE id = ANY ($1::text[])
