-- Neighbourhood holds both ways.
INSERT INTO region_neighbour (code, neighbour) SELECT neighbour, code FROM region_neighbour WHERE code < neighbour
