-- What was backed up when, and whether it could be read back.
CREATE TABLE backup_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  outcome text CHECK (outcome IN ('complete', 'failed')),
  file_name text,
  file_bytes bigint,
  sha256 text,
  failure text
);
