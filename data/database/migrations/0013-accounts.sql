-- Who may sign in, for which agency, and what was done: the log can only grow, and each line is bound to the one before.
CREATE TABLE agency (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text NOT NULL UNIQUE CHECK (name <> ''),
  short_name text NOT NULL CHECK (short_name <> ''),
  may_publish boolean NOT NULL DEFAULT false
);
-- The agency that produces a dataset (produsen data, Perpres 39/2019); null until the custodian names one.
ALTER TABLE dataset ADD COLUMN agency text REFERENCES agency (id);

CREATE TABLE account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
  name text NOT NULL CHECK (name <> ''),
  role text NOT NULL CHECK (role IN ('opd', 'bappelitbangda', 'walidata', 'pimpinan')),
  agency text REFERENCES agency (id),
  password_hash text,
  openid_subject text UNIQUE,
  status text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_sign_in_at timestamptz,
  CHECK (role <> 'opd' OR agency IS NOT NULL)
);
CREATE UNIQUE INDEX account_email ON account (email);

CREATE TABLE audit_entry (
  number bigint PRIMARY KEY CHECK (number > 0),
  at timestamptz NOT NULL,
  account uuid,
  account_name text,
  role text NOT NULL,
  agency text,
  action text NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  dataset text,
  subject text,
  details jsonb NOT NULL DEFAULT '{}',
  previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX audit_entry_dataset ON audit_entry (dataset, number);
CREATE INDEX audit_entry_agency ON audit_entry (agency, number);
