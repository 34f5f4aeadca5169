-- Scenarios of the siting studio: what would be built where, what it was found to do, and with which versions of the data.
CREATE TABLE scenario (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (name <> ''),
  note text,
  content jsonb NOT NULL,
  figures jsonb NOT NULL,
  -- [{"dataset": …, "version": …}]; no reference, so that a dataset may go and the scenario be stale.
  inputs jsonb NOT NULL,
  created_by uuid NOT NULL REFERENCES account (id),
  agency text REFERENCES agency (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  -- Who saves again gives the one that was read, so that nobody overwrites what was not seen.
  revision integer NOT NULL DEFAULT 1 CHECK (revision > 0)
);
CREATE INDEX scenario_changed ON scenario (changed_at DESC);

-- Everybody with an account sees them, nobody without. An agency changes its planner's own, the planning agency and the custodian any.
GRANT SELECT ON scenario TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
GRANT INSERT, UPDATE, DELETE ON scenario TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata;
ALTER TABLE scenario ENABLE ROW LEVEL SECURITY;
CREATE POLICY scenario_seen ON scenario FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata USING (true);
CREATE POLICY scenario_made ON scenario FOR INSERT TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata
  WITH CHECK (created_by = (SELECT own_account()) AND agency IS NOT DISTINCT FROM (SELECT own_agency()));
CREATE POLICY scenario_changed_own ON scenario FOR UPDATE TO jangkau_opd
  USING (created_by = (SELECT own_account())) WITH CHECK (created_by = (SELECT own_account()));
CREATE POLICY scenario_changed_any ON scenario FOR UPDATE TO jangkau_bappelitbangda, jangkau_walidata USING (true);
CREATE POLICY scenario_removed_own ON scenario FOR DELETE TO jangkau_opd USING (created_by = (SELECT own_account()));
CREATE POLICY scenario_removed_any ON scenario FOR DELETE TO jangkau_bappelitbangda, jangkau_walidata USING (true);
