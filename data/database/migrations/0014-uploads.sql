-- Files that somebody brought to the desk, row by row, until they are published or thrown away.
CREATE TABLE upload (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- No reference: a new dataset is only made by its first publication.
  dataset text CHECK (dataset ~ '^[a-z0-9-]{1,60}$'),
  is_new boolean NOT NULL DEFAULT false,
  family text CHECK (family IN ('facility', 'infrastructure', 'project', 'permit', 'population')),
  agency text REFERENCES agency (id),
  created_by uuid NOT NULL REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  file_name text NOT NULL CHECK (file_name <> ''),
  file_bytes bigint NOT NULL CHECK (file_bytes >= 0),
  file_sha256 text CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  state text NOT NULL DEFAULT 'draf' CHECK (state IN ('draf', 'diperiksa', 'terbit', 'diarsipkan', 'gagal', 'dibatalkan')),
  -- What is at work on it (`UploadJob`), and which process: a job of a process that is gone was interrupted.
  job jsonb,
  job_owner text,
  refusal text,
  refusal_details jsonb NOT NULL DEFAULT '{}',
  facts jsonb,
  mapping jsonb,
  mapping_origin text CHECK (mapping_origin IN ('guessed', 'remembered', 'chosen')),
  metadata jsonb,
  version integer CHECK (version > 0),
  remark text,
  CHECK ((state = 'gagal') = (refusal IS NOT NULL))
);
CREATE INDEX upload_agency ON upload (agency, created_at);
CREATE INDEX upload_dataset ON upload (dataset, state);

CREATE TABLE upload_row (
  upload uuid NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
  row integer NOT NULL CHECK (row > 0),
  -- Cells as they came, by column of the file; geometry as it came, in EPSG:4326.
  cells jsonb NOT NULL,
  geometry geometry(Geometry, 4326),
  -- Values typed at the desk by field, and decisions (`Remedy`) that are no value.
  edits jsonb NOT NULL DEFAULT '{}',
  decisions jsonb NOT NULL DEFAULT '[]',
  outcome text CHECK (outcome IN ('valid', 'corrected', 'rejected', 'excluded')),
  issues jsonb NOT NULL DEFAULT '[]',
  -- Values by field (`UploadRow.values`), and the record as `insert-<family>.sql` takes it, with its final id.
  checked jsonb,
  record jsonb,
  -- Id of the feature it becomes or replaces; region and point of the record, for the listing.
  feature text,
  region text,
  position geometry(Point, 4326),
  PRIMARY KEY (upload, row)
);
CREATE INDEX upload_row_outcome ON upload_row (upload, outcome, row);
CREATE UNIQUE INDEX upload_row_feature ON upload_row (upload, feature) WHERE outcome IN ('valid', 'corrected');

-- How an agency's files of one shape were understood last time.
CREATE TABLE upload_mapping (
  agency text NOT NULL,
  -- Digest of the column names of the file and the family.
  shape text NOT NULL CHECK (shape ~ '^[0-9a-f]{64}$'),
  dataset text,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (agency, shape)
);
