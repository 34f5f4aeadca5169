-- Every published state of a dataset of the desk, so that any of them can be brought back exactly and compared.
CREATE TABLE dataset_version (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  version integer NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN ('terbit', 'diarsipkan')),
  origin text NOT NULL CHECK (origin IN ('import', 'upload', 'edit', 'restore')),
  published_at timestamptz NOT NULL,
  published_by uuid REFERENCES account (id),
  upload uuid REFERENCES upload (id),
  restored_from integer,
  remark text,
  records integer NOT NULL CHECK (records >= 0),
  -- The catalogue record as it was.
  metadata jsonb NOT NULL,
  checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
  counts jsonb,
  PRIMARY KEY (dataset, version)
);
CREATE UNIQUE INDEX dataset_version_published ON dataset_version (dataset) WHERE state = 'terbit';

-- What each feature was from one version to the one before another: only what changes is written again.
CREATE TABLE feature_history (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  feature text NOT NULL,
  from_version integer NOT NULL CHECK (from_version > 0),
  -- First version that no longer has it so; null while it stands.
  until_version integer CHECK (until_version > from_version),
  -- The whole row of its table, geometry as hexadecimal EWKB.
  content jsonb NOT NULL,
  -- SHA-256 of the content.
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (dataset, feature, from_version)
);
CREATE UNIQUE INDEX feature_history_standing ON feature_history (dataset, feature) WHERE until_version IS NULL;

-- `desk`: what stands was published here, and no import of files at a start replaces it.
ALTER TABLE dataset ADD COLUMN origin text NOT NULL DEFAULT 'import' CHECK (origin IN ('import', 'desk'));
ALTER TABLE dataset ADD COLUMN published_at timestamptz;
ALTER TABLE dataset ADD COLUMN contact text;
ALTER TABLE dataset ADD COLUMN scale text;
