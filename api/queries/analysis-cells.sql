-- The cells of the demand surface, packed per desa: a hundred thousand rows would take longer to hand over than to read.
SELECT
  desa,
  array_agg(cell_column ORDER BY cell_row, cell_column) AS columns,
  array_agg(cell_row ORDER BY cell_row, cell_column) AS rows,
  array_agg(people ORDER BY cell_row, cell_column) AS people
FROM population_cell
GROUP BY desa
ORDER BY desa
