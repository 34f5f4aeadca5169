-- Regions, their names and codes, who borders whom, and how many people each register counts in them.
CREATE TABLE region (
  code text PRIMARY KEY CHECK (code ~ '^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$'),
  name text NOT NULL CHECK (name <> ''),
  level text NOT NULL CHECK (level IN ('kabupaten', 'kecamatan', 'desa')),
  kind text NOT NULL CHECK (kind IN ('kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan')),
  parent text REFERENCES region (code) DEFERRABLE INITIALLY DEFERRED,
  -- Own territory: the regency of the profile and what lies in it. Neighbours are false.
  own boolean NOT NULL,
  bps_code text UNIQUE CHECK (bps_code ~ '^\d{4}(\d{3}(\d{3})?)?$'),
  aliases text[] NOT NULL DEFAULT '{}',
  -- Geodesic area of the polygon (WGS 84 ellipsoid).
  area_km2 double precision NOT NULL CHECK (area_km2 > 0),
  geometry geometry(MultiPolygon, 4326) NOT NULL CHECK (ST_IsValid(geometry)),
  -- Pole of inaccessibility of the largest part: a place for a label, always inside.
  label_point geometry(Point, 4326) NOT NULL,
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK (level = CASE length(code) WHEN 5 THEN 'kabupaten' WHEN 8 THEN 'kecamatan' ELSE 'desa' END),
  CHECK (kind = level OR (level = 'kabupaten' AND kind = 'kota') OR (level = 'desa' AND kind = 'kelurahan')),
  CHECK ((level = 'kabupaten') = (parent IS NULL)),
  CHECK (parent IS NULL OR left(code, length(parent) + 1) = parent || '.')
);
CREATE INDEX region_geometry ON region USING gist (geometry);
CREATE INDEX region_level ON region (level, own);
CREATE INDEX region_parent ON region (parent);

CREATE TABLE region_neighbour (
  code text NOT NULL REFERENCES region (code) ON DELETE CASCADE,
  neighbour text NOT NULL REFERENCES region (code) ON DELETE CASCADE,
  PRIMARY KEY (code, neighbour),
  CHECK (code <> neighbour)
);

CREATE TABLE population (
  region text NOT NULL REFERENCES region (code) ON DELETE CASCADE,
  dataset text NOT NULL REFERENCES dataset (id),
  period text NOT NULL CHECK (period ~ '^\d{4}(-(S[12]|\d{2}))?$'),
  people integer NOT NULL CHECK (people >= 0),
  male integer CHECK (male >= 0),
  female integer CHECK (female >= 0),
  households integer CHECK (households >= 0),
  PRIMARY KEY (region, dataset),
  CHECK (male + female = people)
);

-- The register that the numbers on screen use; one row.
CREATE TABLE population_in_use (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  dataset text NOT NULL REFERENCES dataset (id)
);

-- Demand surface: square cells of the metric grid named in the region profile, counted from its south-west corner.
-- A cell belongs to the desa that holds its centre. Cells of a desa sum to its people exactly.
CREATE TABLE population_grid (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  crs text NOT NULL,
  cell_metres integer NOT NULL CHECK (cell_metres > 0),
  origin_east_metres double precision NOT NULL,
  origin_north_metres double precision NOT NULL,
  dataset text NOT NULL REFERENCES dataset (id)
);
CREATE TABLE population_cell (
  cell_column integer NOT NULL CHECK (cell_column >= 0),
  cell_row integer NOT NULL CHECK (cell_row >= 0),
  desa text NOT NULL REFERENCES region (code) ON DELETE CASCADE,
  people integer NOT NULL CHECK (people >= 0),
  PRIMARY KEY (cell_column, cell_row, desa)
);
CREATE INDEX population_cell_desa ON population_cell (desa);
