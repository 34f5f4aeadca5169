-- The datasets that tell of hazards.
SELECT id FROM dataset WHERE id IN (SELECT dataset FROM zone WHERE family = 'hazard') ORDER BY id
