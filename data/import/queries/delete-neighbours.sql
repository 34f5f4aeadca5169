-- Borders are found anew whenever boundaries change.
DELETE FROM region_neighbour
