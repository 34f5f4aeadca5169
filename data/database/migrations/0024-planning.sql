-- Ceilings of the kecamatan (Pagu Indikatif Kewilayahan) and weights of the score. Both only grow: what held before stays to be read.

-- The newest revision of a kecamatan and year counts. The code is no reference: boundaries that are brought anew replace their rows.
CREATE TABLE area_ceiling (
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  kecamatan text NOT NULL CHECK (kecamatan ~ '^\d{2}\.\d{2}\.\d{2}$'),
  revision integer NOT NULL CHECK (revision > 0),
  ceiling_rupiah bigint NOT NULL CHECK (ceiling_rupiah > 0),
  infrastructure double precision NOT NULL CHECK (infrastructure BETWEEN 0 AND 1),
  economy double precision NOT NULL CHECK (economy BETWEEN 0 AND 1),
  social double precision NOT NULL CHECK (social BETWEEN 0 AND 1),
  source text NOT NULL CHECK (source <> ''),
  stated_by uuid NOT NULL REFERENCES account (id),
  stated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (year, kecamatan, revision),
  CHECK (abs(infrastructure + economy + social - 1) < 1e-9)
);

-- Version 1 is the default of the program and stands in no row.
CREATE TABLE score_weights (
  version integer PRIMARY KEY CHECK (version > 1),
  gap double precision NOT NULL CHECK (gap BETWEEN 0 AND 1),
  gain double precision NOT NULL CHECK (gain BETWEEN 0 AND 1),
  equity double precision NOT NULL CHECK (equity BETWEEN 0 AND 1),
  readiness double precision NOT NULL CHECK (readiness BETWEEN 0 AND 1),
  hazard double precision NOT NULL CHECK (hazard BETWEEN 0 AND 1),
  reason text NOT NULL CHECK (reason <> ''),
  chosen_by uuid NOT NULL REFERENCES account (id),
  chosen_at timestamptz NOT NULL DEFAULT now(),
  CHECK (abs(gap + gain + equity + readiness + hazard - 1) < 1e-9)
);

-- Everybody with an account reads them; the planning agency and the custodian add to them, in their own name.
DO $$
DECLARE
  table_name text;
  by_column text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['area_ceiling', 'score_weights'] LOOP
    by_column := CASE table_name WHEN 'area_ceiling' THEN 'stated_by' ELSE 'chosen_by' END;
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()', table_name || '_only_grows', table_name);
    EXECUTE format('GRANT SELECT ON %I TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata', table_name);
    EXECUTE format('GRANT INSERT ON %I TO jangkau_bappelitbangda, jangkau_walidata', table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT
      TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata USING (true)', table_name || '_seen', table_name);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT TO jangkau_bappelitbangda, jangkau_walidata
      WITH CHECK (%I = (SELECT own_account()))', table_name || '_added', table_name, by_column);
  END LOOP;
END
$$;
