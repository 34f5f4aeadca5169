-- Infrastructure as points, lines and areas, and zones that limit what may be built.
CREATE TABLE infrastructure (
  id text PRIMARY KEY CHECK (id <> ''),
  kind text NOT NULL CHECK (kind IN ('road', 'river', 'coast', 'street-light', 'road-sign', 'land-asset', 'ict-site', 'fibre', 'bridge')),
  code text,
  name text,
  class text,
  condition text CHECK (condition IN ('good', 'fair', 'light-damage', 'heavy-damage')),
  authority text CHECK (authority IN ('desa', 'kabupaten', 'provinsi', 'pusat', 'kemenag', 'swasta', 'masyarakat')),
  -- Null where the thing crosses regions or lies outside them.
  region text REFERENCES region (code),
  -- Length as its authority states it; the measured one follows from the geometry and may differ.
  stated_length_metres double precision CHECK (stated_length_metres >= 0),
  length_metres double precision CHECK (length_metres >= 0),
  area_square_metres double precision CHECK (area_square_metres >= 0),
  geometry geometry(Geometry, 4326) NOT NULL CHECK (ST_IsValid(geometry)),
  attributes jsonb NOT NULL DEFAULT '{}',
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK (CASE WHEN kind IN ('road', 'coast', 'fibre') THEN ST_Dimension(geometry) = 1
              WHEN kind IN ('street-light', 'road-sign', 'ict-site', 'bridge') THEN ST_Dimension(geometry) = 0
              WHEN kind = 'land-asset' THEN ST_Dimension(geometry) = 2
              ELSE ST_Dimension(geometry) IN (1, 2) END)
);
CREATE INDEX infrastructure_geometry ON infrastructure USING gist (geometry);
CREATE INDEX infrastructure_kind ON infrastructure (kind, authority);

CREATE TABLE zone (
  id text PRIMARY KEY CHECK (id <> ''),
  family text NOT NULL CHECK (family IN ('hazard', 'land-use')),
  kind text NOT NULL,
  class text CHECK (class IN ('low', 'medium', 'high')),
  name text,
  area_square_metres double precision NOT NULL CHECK (area_square_metres > 0),
  geometry geometry(MultiPolygon, 4326) NOT NULL CHECK (ST_IsValid(geometry)),
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK ((family = 'hazard') = (class IS NOT NULL)),
  CHECK (CASE family WHEN 'hazard' THEN kind IN ('flood', 'tidal-flood', 'landslide', 'drought')
                     ELSE kind IN ('lp2b', 'settlement', 'industry', 'coast-buffer', 'river-buffer', 'forest') END)
);
CREATE INDEX zone_geometry ON zone USING gist (geometry);
