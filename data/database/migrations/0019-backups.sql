-- What was backed up when, whether it could be read back, and when it was last brought into an empty database.
CREATE TABLE backup_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- By the clock, by somebody at the desk, or by `npm run backup`.
  occasion text NOT NULL CHECK (occasion IN ('scheduled', 'asked', 'command')),
  -- No reference: a backup that is restored may not know the account.
  account uuid,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- Last sign of life of the process that does it.
  alive_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz CHECK (finished_at >= started_at),
  outcome text CHECK (outcome IN ('complete', 'failed')),
  -- Code of `BackupFailure`; the log has the rest.
  failure text,
  file_name text,
  file_bytes bigint CHECK (file_bytes > 0),
  sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  encrypted boolean,
  tables integer CHECK (tables >= 0),
  rows bigint CHECK (rows >= 0),
  -- A restore into an empty database, with every count and checksum compared; null where none was due.
  restore_tested_at timestamptz,
  restore_failure text,
  -- When its file gave way to younger ones, or was missed.
  removed_at timestamptz,
  CHECK ((outcome IS NULL) = (finished_at IS NULL)),
  CHECK ((outcome = 'failed') = (failure IS NOT NULL)),
  CHECK (outcome IS DISTINCT FROM 'complete' OR (file_name IS NOT NULL AND sha256 IS NOT NULL AND file_bytes IS NOT NULL))
);
-- Of all processes on one database one backs up at a time.
CREATE UNIQUE INDEX backup_run_one_at_a_time ON backup_run ((true)) WHERE finished_at IS NULL;
CREATE INDEX backup_run_started ON backup_run (started_at);

-- Whoever signed out stays so, and a link that was used stays used, when a backup comes back.
COMMENT ON TABLE account_session IS 'not in backups';
COMMENT ON TABLE account_link IS 'not in backups';
COMMENT ON TABLE sign_in_throttle IS 'not in backups';
COMMENT ON TABLE openid_attempt IS 'not in backups';
