-- Where every number comes from, and what each import did to each row.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE dataset (
  id text PRIMARY KEY,
  title text NOT NULL,
  family text NOT NULL CHECK (family IN ('region', 'population', 'facility', 'infrastructure', 'permit', 'project', 'zone')),
  abstract text NOT NULL,
  producer text NOT NULL,
  custodian text,
  source text NOT NULL,
  source_url text,
  date text CHECK (date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  licence text,
  update_cycle_months integer CHECK (update_cycle_months > 0),
  classification text NOT NULL CHECK (classification IN ('terbuka', 'terbatas', 'dikecualikan')),
  status text NOT NULL CHECK (status IN ('resmi', 'terbuka', 'contoh')),
  coverage text NOT NULL,
  lineage text NOT NULL,
  known_flaws text[] NOT NULL DEFAULT '{}',
  -- Rises by one with each committed import; tiles and caches carry it.
  version integer NOT NULL DEFAULT 0,
  records integer NOT NULL DEFAULT 0 CHECK (records >= 0),
  imported_at timestamptz
);

CREATE TABLE import_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  version integer NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  -- File name and sha256, or generator and seed; never a folder of somebody's machine.
  input text NOT NULL,
  input_sha256 text CHECK (input_sha256 ~ '^[0-9a-f]{64}$'),
  -- Digest of definition, importer and the datasets it leans on; equal input and revision need no second import.
  revision text NOT NULL,
  rows_read integer NOT NULL CHECK (rows_read >= 0),
  rows_imported integer NOT NULL CHECK (rows_imported >= 0),
  rows_corrected integer NOT NULL CHECK (rows_corrected BETWEEN 0 AND rows_imported),
  rows_rejected integer NOT NULL CHECK (rows_rejected >= 0),
  UNIQUE (dataset, version)
);

CREATE TABLE import_note (
  run bigint NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  row integer NOT NULL CHECK (row > 0),
  column_name text,
  outcome text NOT NULL CHECK (outcome IN ('corrected', 'rejected', 'noted')),
  reason text NOT NULL,
  value text
);
CREATE INDEX import_note_run ON import_note (run, outcome, row);
