-- The datasets of which nothing is told to the public. Asked as the owner.
SELECT id FROM dataset WHERE classification = 'dikecualikan'
