-- The second wall: what the database answers to each role of the API, whatever the API asks. A table that is not named here
-- is closed to all of them. The roles cannot sign in: the API takes them on for one request (`SET ROLE`).
--
-- Rows follow the classification of their dataset:
--   terbuka       everybody
--   terbatas      everybody with an account; that the dataset exists is public (UU 14/2008: who is refused must know what)
--   dikecualikan  the custodian and the agency that produces it, which others cannot even see in a list
-- Persons behind permits (UU 27/2022 art. 4, 16 and 20: only for the purpose they were given for) are read by the agency that
-- decides on the permit, and by the custodian, who corrects them. Nobody else can name their table.
DO $$
DECLARE
  role text;
BEGIN
  -- Roles belong to the whole server: another database of it may have made them, or be making them at this moment.
  FOREACH role IN ARRAY ARRAY['jangkau_publik', 'jangkau_opd', 'jangkau_bappelitbangda', 'jangkau_walidata', 'jangkau_pimpinan'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    -- An owner that is no superuser must be a member to take the role on.
    IF NOT pg_has_role(current_user, role, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role);
    END IF;
  END LOOP;
END
$$;

-- PostgreSQL 14 and older let everybody make tables here, and a function runs for everybody unless told otherwise.
DO $$
DECLARE
  definer regprocedure;
BEGIN
  IF has_schema_privilege(current_user, 'public', 'CREATE WITH GRANT OPTION') THEN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  END IF;
  FOR definer IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE prosecdef AND pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
  END LOOP;
END
$$;

-- Row-level security lets a condition use an index only when it cannot tell hidden rows apart, by an error for instance.
-- These compare boxes and letters and never fail on a value. Only a superuser may vouch for them; without it searches by
-- name and by box are right all the same, but read whole tables.
DO $$
DECLARE
  harmless text;
BEGIN
  FOREACH harmless IN ARRAY ARRAY[
    'geometry_overlaps(geometry,geometry)', 'textcat(text,text)', 'word_similarity_op(text,text)',
    'word_similarity_commutator_op(text,text)'
  ] LOOP
    BEGIN
      EXECUTE format('ALTER FUNCTION %s LEAKPROOF', harmless);
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'not leakproof: %', harmless;
    END;
  END LOOP;
END
$$;

-- Who the session speaks for. Inside the database the role decides; the settings only narrow it.
CREATE FUNCTION own_agency() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('jangkau.agency', true), '');
CREATE FUNCTION own_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('jangkau.account', true), '')::uuid;

-- The catalogue.
GRANT SELECT ON dataset, agency TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE dataset ENABLE ROW LEVEL SECURITY;
CREATE POLICY dataset_publik ON dataset FOR SELECT TO jangkau_publik USING (classification <> 'dikecualikan');
CREATE POLICY dataset_staff ON dataset FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
  USING (classification <> 'dikecualikan' OR agency = (SELECT own_agency()));
CREATE POLICY dataset_walidata ON dataset FOR SELECT TO jangkau_walidata USING (true);

-- Rows that carry their dataset: the public reads those of open ones, others those of every dataset that they can see.
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY[
    'facility', 'facility_source', 'infrastructure', 'zone', 'project', 'population', 'population_grid', 'region'
  ] LOOP
    EXECUTE format('GRANT SELECT ON %I TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata', table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
      'CREATE POLICY %I ON %I FOR SELECT TO jangkau_publik
       USING (dataset IN (SELECT id FROM dataset WHERE classification = ''terbuka''))', table_name || '_publik', table_name);
    EXECUTE format(
      'CREATE POLICY %I ON %I FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
       USING (dataset IN (SELECT id FROM dataset))', table_name || '_staff', table_name);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO jangkau_walidata USING (true)', table_name || '_walidata', table_name);
  END LOOP;

  -- What hangs on a row is seen by who sees the row.
  FOREACH table_name IN ARRAY ARRAY['project_region', 'project_history'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata', table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
      'CREATE POLICY %I ON %I FOR SELECT TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
       USING (project IN (SELECT id FROM project))', table_name || '_seen', table_name);
  END LOOP;
END
$$;

-- Numbers about places: which region borders which, which register counts, how many live in a cell of the grid in use.
GRANT SELECT ON region_neighbour, population_in_use, population_cell, data_version, indicator_history
  TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE population_cell ENABLE ROW LEVEL SECURITY;
CREATE POLICY population_cell_seen ON population_cell FOR SELECT
  TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING ((SELECT EXISTS (SELECT FROM population_grid)));

-- What an import did. Its notes quote values of rows; those of permits could be of persons.
GRANT SELECT ON import_run, import_note TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE import_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_run_seen ON import_run FOR SELECT
  TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (dataset IN (SELECT id FROM dataset));
ALTER TABLE import_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_note_publik ON import_note FOR SELECT TO jangkau_publik
  USING (run IN (SELECT import_run.id FROM import_run JOIN dataset ON dataset.id = import_run.dataset
                 WHERE dataset.classification = 'terbuka' AND dataset.family <> 'permit'));
CREATE POLICY import_note_staff ON import_note FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
  USING (run IN (SELECT import_run.id FROM import_run JOIN dataset ON dataset.id = import_run.dataset
                 WHERE dataset.family <> 'permit' OR dataset.agency = (SELECT own_agency())));
CREATE POLICY import_note_walidata ON import_note FOR SELECT TO jangkau_walidata USING (true);

-- Permits. Who applied moves behind a door that the public, the planners of other agencies and the leadership cannot name.
-- Of the permits themselves they see those of firms and offices; what a natural person was granted and where is known to the
-- agency that decides, and to others as counts (`data/permits`).
CREATE SCHEMA personal;
ALTER TABLE permit_applicant SET SCHEMA personal;
GRANT USAGE ON SCHEMA personal TO jangkau_opd, jangkau_walidata;
GRANT SELECT ON permit, permit_pause TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
GRANT SELECT ON personal.permit_applicant TO jangkau_opd, jangkau_walidata;
ALTER TABLE permit ENABLE ROW LEVEL SECURITY;
CREATE POLICY permit_staff ON permit FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
  USING (applicant_kind <> 'perseorangan' AND dataset IN (SELECT id FROM dataset));
CREATE POLICY permit_own ON permit FOR SELECT TO jangkau_opd
  USING (dataset IN (SELECT id FROM dataset WHERE agency = (SELECT own_agency())));
CREATE POLICY permit_walidata ON permit FOR SELECT TO jangkau_walidata USING (true);
ALTER TABLE permit_pause ENABLE ROW LEVEL SECURITY;
CREATE POLICY permit_pause_seen ON permit_pause FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (permit IN (SELECT id FROM permit));
ALTER TABLE personal.permit_applicant ENABLE ROW LEVEL SECURITY;
CREATE POLICY permit_applicant_own ON personal.permit_applicant FOR SELECT TO jangkau_opd
  USING (permit IN (SELECT permit.id FROM permit JOIN dataset ON dataset.id = permit.dataset
                    WHERE dataset.agency = (SELECT own_agency())));
CREATE POLICY permit_applicant_walidata ON personal.permit_applicant FOR SELECT TO jangkau_walidata USING (true);

-- The views ask on behalf of whoever asks them, so that the rules above hold through them; without a join to the datasets, for
-- which the planner cannot tell how many rows a policy leaves. The points of permits are an exception: their table is closed
-- to the public, and the view is the door, which lets no condition look at a row first.
DROP VIEW facility_public, project_public;
CREATE VIEW facility_public WITH (security_invoker = true) AS
SELECT facility.*, dataset IN (SELECT id FROM dataset WHERE status = 'contoh') AS sample
FROM facility
WHERE dataset = ANY (ARRAY(SELECT id FROM dataset WHERE classification = 'terbuka'));
CREATE VIEW project_public WITH (security_invoker = true) AS
SELECT project.*, dataset IN (SELECT id FROM dataset WHERE status = 'contoh') AS sample
FROM project
WHERE dataset = ANY (ARRAY(SELECT id FROM dataset WHERE classification = 'terbuka'));
CREATE OR REPLACE VIEW permit_public_point WITH (security_barrier = true) AS
SELECT permit.id, type, left(kbli, 2) AS kbli_division, risk, permit.status, extract(year FROM applied_on)::integer AS year,
  region, position, dataset
FROM permit
JOIN dataset ON dataset.id = permit.dataset
WHERE applicant_kind = 'badan_usaha' AND accuracy IN ('titik', 'bidang') AND type NOT IN ('PRAKTIK-NAKES', 'IMB')
  AND classification = 'terbuka';
GRANT SELECT ON facility_public, project_public, permit_public_point
  TO jangkau_publik, jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;

-- Versions: what a dataset was. Earlier states of permits hold natural persons' permits, too.
ALTER TABLE permit_applicant_history SET SCHEMA personal;
GRANT SELECT ON feature_now, dataset_version, feature_history TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
GRANT SELECT ON feature_stage TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE feature_stage ENABLE ROW LEVEL SECURITY;
CREATE POLICY feature_stage_own ON feature_stage FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata
  USING (stage IN (SELECT id FROM upload));
ALTER TABLE dataset_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY dataset_version_seen ON dataset_version FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (dataset IN (SELECT id FROM dataset));
ALTER TABLE feature_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY feature_history_staff ON feature_history FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
  USING (dataset IN (SELECT id FROM dataset WHERE family <> 'permit'));
CREATE POLICY feature_history_own ON feature_history FOR SELECT TO jangkau_opd
  USING (dataset IN (SELECT id FROM dataset WHERE agency = (SELECT own_agency())));
CREATE POLICY feature_history_walidata ON feature_history FOR SELECT TO jangkau_walidata USING (true);

-- Uploads: an agency's own. The leadership does not see them: their cells are as they came, with whoever stands in them.
GRANT SELECT, INSERT, UPDATE, DELETE ON upload, upload_row, upload_mapping TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata;
ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY upload_own ON upload TO jangkau_opd, jangkau_bappelitbangda
  USING (agency = (SELECT own_agency()) OR (agency IS NULL AND created_by = (SELECT own_account())));
CREATE POLICY upload_walidata ON upload TO jangkau_walidata USING (true);
ALTER TABLE upload_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY upload_row_seen ON upload_row TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata
  USING (upload IN (SELECT id FROM upload));
ALTER TABLE upload_mapping ENABLE ROW LEVEL SECURITY;
CREATE POLICY upload_mapping_own ON upload_mapping TO jangkau_opd, jangkau_bappelitbangda
  USING (agency = (SELECT own_agency()));
CREATE POLICY upload_mapping_walidata ON upload_mapping TO jangkau_walidata USING (true);

-- Accounts: colleagues see the name under what somebody did; nobody but the owner reads a hash, a session or a link.
GRANT SELECT (id, name, role, agency) ON account TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan;
GRANT SELECT (id, name, role, agency, email, status, created_at, last_sign_in_at) ON account TO jangkau_walidata;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY account_staff ON account FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (true);

-- The log: read by the custodian, and by the others as far as it is about themselves or their agency. It is written through
-- `record_audit` alone.
GRANT SELECT ON audit_entry TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_entry_own ON audit_entry FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
  USING (agency = (SELECT own_agency()) OR account = (SELECT own_account()));
CREATE POLICY audit_entry_walidata ON audit_entry FOR SELECT TO jangkau_walidata USING (true);

-- Pairs that may be one thing: everybody with an account sees what was decided; who edits decides in the own name.
GRANT SELECT ON duplicate_decision TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
GRANT INSERT ON duplicate_decision TO jangkau_opd, jangkau_bappelitbangda, jangkau_walidata;
GRANT UPDATE, DELETE ON duplicate_decision TO jangkau_walidata;
ALTER TABLE duplicate_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY duplicate_decision_seen ON duplicate_decision FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata USING (true);
CREATE POLICY duplicate_decision_own ON duplicate_decision FOR INSERT TO jangkau_opd, jangkau_bappelitbangda
  WITH CHECK (decided_by = (SELECT own_account()));
CREATE POLICY duplicate_decision_walidata ON duplicate_decision TO jangkau_walidata USING (true);

GRANT SELECT ON backup_run TO jangkau_walidata;

-- The registers. What an agency has is its own to write; the public reads which applications there are where the agency
-- opened the entry, and of ICT equipment nothing (security of data centre and network: UU 14/2008 art. 17).
GRANT SELECT, INSERT, UPDATE, DELETE ON application, equipment TO jangkau_opd, jangkau_walidata;
GRANT SELECT ON application, equipment TO jangkau_bappelitbangda, jangkau_pimpinan;
GRANT SELECT (id, agency, name, function_group, is_open) ON application TO jangkau_publik;
ALTER TABLE application ENABLE ROW LEVEL SECURITY;
CREATE POLICY application_publik ON application FOR SELECT TO jangkau_publik USING (is_open);
CREATE POLICY application_seen ON application FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan USING (true);
CREATE POLICY application_own ON application TO jangkau_opd USING (agency = (SELECT own_agency()));
CREATE POLICY application_walidata ON application TO jangkau_walidata USING (true);
ALTER TABLE equipment ENABLE ROW LEVEL SECURITY;
CREATE POLICY equipment_seen ON equipment FOR SELECT TO jangkau_bappelitbangda, jangkau_pimpinan USING (true);
CREATE POLICY equipment_own ON equipment TO jangkau_opd USING (agency = (SELECT own_agency()));
CREATE POLICY equipment_walidata ON equipment TO jangkau_walidata USING (true);

GRANT EXECUTE ON FUNCTION record_audit(text, uuid, text, text, text, text, jsonb)
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
