-- What PostGIS needs to answer the coverage question by itself; gone at the end of the transaction.
CREATE TEMP TABLE reference_facility (point geography(Point, 4326) NOT NULL) ON COMMIT DROP;
CREATE INDEX ON reference_facility USING gist (point);
CREATE TEMP TABLE reference_cell (code text NOT NULL, point geography(Point, 4326) NOT NULL) ON COMMIT DROP;
