-- Cells of the grid. $1 columns, $2 rows, $3 desa as an index into $5 from 0, $4 people, $5 codes of desa.
INSERT INTO population_cell (cell_column, cell_row, desa, people)
SELECT c.cell_column, c.cell_row, ($5::text[])[c.desa + 1], c.people
FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[]) AS c(cell_column, cell_row, desa, people)
