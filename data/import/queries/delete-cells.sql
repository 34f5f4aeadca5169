-- The demand surface is always replaced whole.
DELETE FROM population_cell
