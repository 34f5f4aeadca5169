-- Every dataset, and whether the public is told nothing of it. Asked as the owner.
SELECT id, classification = 'dikecualikan' AS "isExempt" FROM dataset
