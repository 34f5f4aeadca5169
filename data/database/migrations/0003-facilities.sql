-- Facilities, and what each source says of one and the same facility.
CREATE TABLE facility (
  id text PRIMARY KEY CHECK (id <> ''),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]*$'),
  name text NOT NULL CHECK (name <> ''),
  owner text NOT NULL CHECK (owner IN ('negeri', 'swasta', 'tidak-diketahui')),
  authority text NOT NULL CHECK (authority IN ('desa', 'kabupaten', 'provinsi', 'pusat', 'kemenag', 'swasta', 'masyarakat')),
  region text NOT NULL REFERENCES region (code),
  accuracy text NOT NULL CHECK (accuracy IN ('point', 'doubtful', 'desa', 'unknown')),
  position geometry(Point, 4326),
  address text,
  phone text,
  capacity integer CHECK (capacity >= 0),
  national_code text,
  attributes jsonb NOT NULL DEFAULT '{}',
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK ((position IS NULL) = (accuracy = 'unknown'))
);
CREATE INDEX facility_position ON facility USING gist (position);
CREATE INDEX facility_geography ON facility USING gist ((position::geography));
CREATE INDEX facility_kind ON facility (kind, id);
CREATE INDEX facility_region ON facility (region);
CREATE UNIQUE INDEX facility_national_code ON facility (kind, national_code) WHERE national_code IS NOT NULL;

-- One row per source that knows the facility; the distance is between the two points where both have one.
CREATE TABLE facility_source (
  facility text NOT NULL REFERENCES facility (id) ON DELETE CASCADE,
  dataset text NOT NULL REFERENCES dataset (id),
  source_key text NOT NULL,
  source_name text NOT NULL,
  distance_metres double precision CHECK (distance_metres >= 0),
  PRIMARY KEY (dataset, source_key)
);
CREATE INDEX facility_source_facility ON facility_source (facility);
