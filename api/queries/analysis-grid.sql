-- The metric grid of the demand surface; one row.
SELECT
  population_grid.crs,
  population_grid.cell_metres,
  population_grid.origin_east_metres,
  population_grid.origin_north_metres,
  population_grid.dataset
FROM population_grid
