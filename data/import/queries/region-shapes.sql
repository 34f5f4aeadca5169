-- Shapes of the regions of one dataset, for their label points. $1 dataset.
SELECT code, ST_AsGeoJSON(geometry, 9)::json AS geometry FROM region WHERE dataset = $1
