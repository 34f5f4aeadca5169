-- What people do with projects beside the published record: steps with their documents, monthly progress, comments, documents,
-- and what became of finished works. Keyed by the id of the project, without a foreign key: a dataset that is published or
-- imported anew replaces its rows, and none of this may go with them.

-- Datasets that the register itself made for an agency: proposals, wishes (bank usulan), facilities that works became. They
-- stand beside made-up data: a first proposal is no register that all made-up projects would have to give way to.
CREATE TABLE register_dataset (
  dataset text PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('usulan', 'bank', 'asset'))
);

-- The steps that somebody took here: who, when, by which document. Steps that a file brought stand in `project_history` alone.
CREATE TABLE project_step_record (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project text NOT NULL CHECK (project <> ''),
  -- Null for what was proposed here.
  from_status text,
  status text NOT NULL,
  changed_on date NOT NULL,
  document text CHECK (document <> ''),
  note text CHECK (note <> ''),
  -- The scenario that a proposal came from; it may be gone by now.
  scenario uuid,
  recorded_by uuid NOT NULL REFERENCES account (id),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX project_step_record_project ON project_step_record (project);
CREATE TRIGGER project_step_record_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON project_step_record
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

-- Plan and reality at the end of a month, cumulative. All reports are kept; of a month the last one counts.
CREATE TABLE project_progress (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project text NOT NULL CHECK (project <> ''),
  -- The import that brought it; null for what somebody reported here.
  dataset text,
  -- First day of the month.
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  planned_percent double precision CHECK (planned_percent BETWEEN 0 AND 100),
  physical_percent double precision CHECK (physical_percent BETWEEN 0 AND 100),
  financial_percent double precision CHECK (financial_percent BETWEEN 0 AND 100),
  spent_rupiah bigint CHECK (spent_rupiah >= 0),
  note text CHECK (note <> ''),
  reported_by uuid REFERENCES account (id),
  reported_at timestamptz,
  CHECK ((dataset IS NULL) = (reported_by IS NOT NULL)),
  CHECK ((reported_by IS NULL) = (reported_at IS NULL)),
  CHECK (num_nonnulls(planned_percent, physical_percent, financial_percent, spent_rupiah) > 0)
);
CREATE INDEX project_progress_project ON project_progress (project, month);
CREATE INDEX project_progress_dataset ON project_progress (dataset) WHERE dataset IS NOT NULL;
-- What an import brought goes when it comes again; what a person reported never does.
CREATE FUNCTION refuse_change_of_report() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.reported_by IS NULL THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'Reports are only added' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER project_progress_only_grows BEFORE UPDATE OR DELETE ON project_progress
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_report();
CREATE TRIGGER project_progress_stays BEFORE TRUNCATE ON project_progress
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

-- What agencies tell each other of a project. A comment is withdrawn by who wrote it, never rewritten.
CREATE TABLE project_comment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project text NOT NULL CHECK (project <> ''),
  text text NOT NULL CHECK (text <> ''),
  written_by uuid NOT NULL REFERENCES account (id),
  written_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz
);
CREATE INDEX project_comment_project ON project_comment (project, written_at);
CREATE FUNCTION refuse_change_of_comment() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
     AND to_jsonb(NEW) - 'withdrawn_at' = to_jsonb(OLD) - 'withdrawn_at' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'A comment is only withdrawn' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER project_comment_stays BEFORE UPDATE OR DELETE ON project_comment
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_comment();
CREATE TRIGGER project_comments_stay BEFORE TRUNCATE ON project_comment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

CREATE TABLE project_document (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project text NOT NULL CHECK (project <> ''),
  kind text NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  number text CHECK (number <> ''),
  issued_on date,
  url text CHECK (url ~ '^https?://'),
  added_by uuid NOT NULL REFERENCES account (id),
  added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX project_document_project ON project_document (project, added_at);
CREATE TRIGGER project_document_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON project_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

-- Whether finished works became a facility. Approved once and for all; a refusal may be followed by another decision.
CREATE TABLE project_asset (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project text NOT NULL CHECK (project <> ''),
  approved boolean NOT NULL,
  -- The facility that the works became, or that they improved.
  facility text CHECK (facility <> ''),
  -- Whether the facility was there before: then the approval added none.
  was_there boolean NOT NULL DEFAULT false,
  remark text CHECK (remark <> ''),
  decided_by uuid NOT NULL REFERENCES account (id),
  decided_at timestamptz NOT NULL DEFAULT now(),
  CHECK (approved = (facility IS NOT NULL))
);
CREATE INDEX project_asset_project ON project_asset (project);
CREATE UNIQUE INDEX project_asset_approved_once ON project_asset (project) WHERE approved;
CREATE TRIGGER project_asset_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON project_asset
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

-- All of it is for people with an account who can see the project; the custodian reads it where the project is gone, too.
-- Steps, reports, documents and decisions are written by the server after it has checked whose project it is, which depends on
-- names of agencies that no policy could compare; comments are written on behalf of who writes them.
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['project_step_record', 'project_progress', 'project_comment', 'project_document', 'project_asset'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata', table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
      'CREATE POLICY %I ON %I FOR SELECT TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan
       USING (project IN (SELECT id FROM project))', table_name || '_seen', table_name);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO jangkau_walidata USING (true)', table_name || '_walidata', table_name);
  END LOOP;
END
$$;
GRANT INSERT (project, text, written_by), UPDATE (withdrawn_at) ON project_comment
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
CREATE POLICY project_comment_own ON project_comment FOR INSERT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  WITH CHECK (written_by = (SELECT own_account()) AND project IN (SELECT id FROM project));
CREATE POLICY project_comment_withdrawn ON project_comment FOR UPDATE
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (written_by = (SELECT own_account())) WITH CHECK (written_by = (SELECT own_account()));

GRANT SELECT ON register_dataset TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE register_dataset ENABLE ROW LEVEL SECURITY;
CREATE POLICY register_dataset_seen ON register_dataset FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (dataset IN (SELECT id FROM dataset));
