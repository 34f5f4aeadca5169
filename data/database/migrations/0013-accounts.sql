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
  password_hash text CHECK (password_hash LIKE '$argon2id$%'),
  -- Issuer and subject at the single sign-on, in one text: `https://sso.example#1234`.
  openid_subject text UNIQUE,
  status text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_sign_in_at timestamptz,
  CHECK (role <> 'opd' OR agency IS NOT NULL),
  CHECK (status <> 'active' OR password_hash IS NOT NULL OR openid_subject IS NOT NULL)
);
CREATE UNIQUE INDEX account_email ON account (email);

-- Where an account is signed in. Of the secret in the cookie only its SHA-256 is here.
CREATE TABLE account_session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  -- The secret before the last rotation still counts for a moment: requests that were under way carry it.
  previous_hash text CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  previous_until timestamptz,
  created_at timestamptz NOT NULL,
  rotated_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  -- Browser and system in few words; never an address.
  device text
);
CREATE INDEX account_session_account ON account_session (account);
CREATE INDEX account_session_previous ON account_session (previous_hash) WHERE previous_hash IS NOT NULL;

-- One-time links: the first administrator, an invitation, a new password.
CREATE TABLE account_link (
  token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  purpose text NOT NULL CHECK (purpose IN ('first_administrator', 'invitation', 'reset')),
  account uuid REFERENCES account (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'first_administrator') = (account IS NULL))
);
CREATE INDEX account_link_account ON account_link (account);

-- Devices and address ranges that an account signed in from: what strangers do to the account does not hold these up.
CREATE TABLE account_origin (
  account uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('device', 'address')),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  used_at timestamptz NOT NULL,
  PRIMARY KEY (account, kind, hash)
);

-- Attempts to sign in that failed, by what they had in common (a digest), and from when the next one is heard.
CREATE TABLE sign_in_throttle (
  key text PRIMARY KEY CHECK (key ~ '^[a-z]+ [0-9a-f]{64}$'),
  failures integer NOT NULL CHECK (failures >= 0),
  last_at timestamptz NOT NULL,
  free_at timestamptz NOT NULL
);
CREATE INDEX sign_in_throttle_last ON sign_in_throttle (last_at);

-- Single sign-on that somebody began: bound to the browser by a cookie, whose SHA-256 is the key.
CREATE TABLE openid_attempt (
  token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  state text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  goes_to text NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE audit_entry (
  number bigint PRIMARY KEY CHECK (number > 0),
  at timestamptz NOT NULL,
  account uuid,
  account_name text,
  role text NOT NULL CHECK (role IN ('publik', 'opd', 'bappelitbangda', 'walidata', 'pimpinan')),
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
CREATE INDEX audit_entry_account ON audit_entry (account, number);

-- The newest line: whoever appends holds this row until the end of the transaction, so that lines come one after another;
-- and lines cut off at the end are missed.
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_head (number, hash) VALUES (0, repeat('0', 64));

-- SHA-256 that binds a line to the one before. jsonb writes the same value always alike; the time is written in UTC by hand,
-- so that no setting of a session has a say.
CREATE FUNCTION audit_hash(entry audit_entry) RETURNS text
LANGUAGE sql STABLE
AS $$
  SELECT encode(sha256(convert_to(entry.previous_hash || jsonb_build_array(
    entry.number,
    to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entry.account, entry.account_name, entry.role, entry.agency,
    entry.action, entry.dataset, entry.subject, entry.details
  )::text, 'UTF8')), 'hex')
$$;

-- Appends one line and answers its number. A session that answers on somebody's behalf can only speak for that person.
CREATE FUNCTION record_audit(
  by_role text, by_account uuid, by_agency text, what text, which_dataset text, which_subject text, more jsonb
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
  head audit_head;
  entry audit_entry;
  assumed text := current_setting('role');
BEGIN
  IF assumed LIKE 'jangkau\_%' AND (
    assumed <> 'jangkau_' || by_role
    OR coalesce(by_account::text, '') <> coalesce(current_setting('jangkau.account', true), '')
    OR coalesce(by_agency, '') <> coalesce(current_setting('jangkau.agency', true), '')
  ) THEN
    RAISE EXCEPTION 'The log takes lines only in the own name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  entry.number := head.number + 1;
  entry.at := clock_timestamp();
  entry.account := by_account;
  entry.account_name := (SELECT name FROM account WHERE id = by_account);
  entry.role := by_role;
  entry.agency := by_agency;
  entry.action := what;
  entry.dataset := which_dataset;
  entry.subject := which_subject;
  entry.details := coalesce(more, '{}');
  entry.previous_hash := head.hash;
  entry.hash := audit_hash(entry);
  INSERT INTO audit_entry SELECT entry.*;
  UPDATE audit_head SET number = entry.number, hash = entry.hash;
  RETURN entry.number;
END
$$;

-- Nobody changes or removes a line, the owner of the tables neither.
CREATE FUNCTION refuse_change_of_log() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'The log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
