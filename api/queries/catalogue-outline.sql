-- The own territory for a small drawing, roughened to about 100 m.
SELECT ST_AsGeoJSON(ST_Simplify(geometry, 0.001, true), 4) AS shape FROM region WHERE level = 'kabupaten' AND own
