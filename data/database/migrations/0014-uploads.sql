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
  job_beat timestamptz,
  refusal text,
  refusal_details jsonb NOT NULL DEFAULT '{}',
  facts jsonb,
  mapping jsonb,
  mapping_origin text CHECK (mapping_origin IN ('guessed', 'remembered', 'chosen')),
  metadata jsonb,
  -- What is published and not in the file stays: for a file that only adds or repairs. Else the file is the whole dataset.
  keeps_rest boolean NOT NULL DEFAULT false,
  -- Rows by outcome (`Upload.counts`), and how often each reason occurs: kept beside the rows, which are too many to count
  -- on each request.
  counts jsonb NOT NULL DEFAULT '{"rows": 0, "valid": 0, "corrected": 0, "rejected": 0, "excluded": 0}',
  reasons jsonb NOT NULL DEFAULT '[]',
  version integer CHECK (version > 0),
  remark text,
  CHECK ((state = 'gagal') = (refusal IS NOT NULL))
);
CREATE INDEX upload_agency ON upload (agency, created_at);
CREATE INDEX upload_dataset ON upload (dataset, state);

CREATE TABLE upload_row (
  upload uuid NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
  row integer NOT NULL CHECK (row > 0),
  -- Cells as they came, by column of the file; geometry as it came, as GeoJSON in EPSG:4326: only what was checked is a geometry.
  cells jsonb NOT NULL,
  geometry jsonb,
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
  -- What rows are compared by: cell of a grid of 150 m (`spotOf`), national code, and the earlier row that this one repeats.
  spot bigint,
  national_code text,
  duplicate_of integer,
  -- Codes of the issues.
  reasons text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (upload, row)
);
CREATE INDEX upload_row_outcome ON upload_row (upload, outcome, row);
-- Not unique: while rows are checked anew, an earlier row may take the id that a later one still has.
CREATE INDEX upload_row_feature ON upload_row (upload, feature) WHERE feature IS NOT NULL;
CREATE INDEX upload_row_spot ON upload_row (upload, spot) WHERE spot IS NOT NULL;
CREATE INDEX upload_row_national_code ON upload_row (upload, national_code) WHERE national_code IS NOT NULL;
CREATE INDEX upload_row_duplicate ON upload_row (upload, duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX upload_row_reasons ON upload_row USING gin (reasons) WHERE reasons <> '{}';

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
