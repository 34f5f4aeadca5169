-- What people decided about two projects that may be one. The log only grows: who takes a decision back adds a line that says so.
-- No reference to the projects: a decision holds through their re-publication, for as long as their ids do.
CREATE TABLE overlap_decision_log (
  -- Ids in order, so that a pair is one whichever is asked first.
  first_project text NOT NULL CHECK (first_project <> ''),
  second_project text NOT NULL,
  step integer NOT NULL CHECK (step > 0),
  decision text NOT NULL CHECK (decision IN ('not_overlap', 'overlap', 'withdrawn')),
  -- None for a decision that is taken back.
  reason text CHECK (reason <> ''),
  decided_by uuid NOT NULL REFERENCES account (id),
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (first_project, second_project, step),
  CHECK (first_project < second_project),
  CHECK ((decision = 'withdrawn') = (reason IS NULL))
);
CREATE TRIGGER overlap_decision_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON overlap_decision_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();

-- The last word on each pair; a pair whose decision was taken back has none.
CREATE VIEW overlap_decision WITH (security_invoker = true) AS
SELECT first_project, second_project, decision, reason, decided_by, decided_at
FROM (SELECT DISTINCT ON (first_project, second_project) * FROM overlap_decision_log
      ORDER BY first_project, second_project, step DESC) AS latest
WHERE decision <> 'withdrawn';

-- Written by the API as the owner, which checks who may; read by everybody with an account who sees both projects.
GRANT SELECT ON overlap_decision_log, overlap_decision TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata;
ALTER TABLE overlap_decision_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY overlap_decision_log_seen ON overlap_decision_log FOR SELECT
  TO jangkau_opd, jangkau_bappelitbangda, jangkau_pimpinan, jangkau_walidata
  USING (first_project IN (SELECT id FROM project) AND second_project IN (SELECT id FROM project));
