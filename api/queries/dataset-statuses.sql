-- Which datasets hold rows, and whether they are made up.
SELECT status FROM dataset WHERE version > 0
