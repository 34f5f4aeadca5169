-- What each version of the data said of the regions by each standard, so that a figure can be followed through time.
CREATE TABLE data_version (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Digest of the versions of all datasets: the sum alone falls when a sample gives way to real data.
  data_version text NOT NULL UNIQUE CHECK (data_version <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE indicator_history (
  data_version text NOT NULL REFERENCES data_version (data_version) ON DELETE CASCADE,
  standard text NOT NULL CHECK (standard <> ''),
  -- No reference to `region`: the past of a code stays when its boundary is replaced.
  region text NOT NULL CHECK (region ~ '^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$'),
  population integer CHECK (population >= 0),
  need integer CHECK (need >= 0),
  available integer CHECK (available >= 0),
  served_share double precision CHECK (served_share BETWEEN 0 AND 1),
  -- Whether any input was made up.
  sample boolean NOT NULL,
  PRIMARY KEY (standard, region, data_version)
);
CREATE INDEX indicator_history_version ON indicator_history (data_version);
