-- $1 CRS, $2 cell size, $3 and $4 south-west corner in metres, $5 register.
INSERT INTO population_grid (crs, cell_metres, origin_east_metres, origin_north_metres, dataset)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (only_row) DO UPDATE SET crs = excluded.crs, cell_metres = excluded.cell_metres,
  origin_east_metres = excluded.origin_east_metres, origin_north_metres = excluded.origin_north_metres,
  dataset = excluded.dataset
