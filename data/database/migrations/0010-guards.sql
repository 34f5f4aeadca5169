-- States that no importer, form or later hand may leave behind.

-- A parent is exactly one level up; a desa hangs on its kecamatan, never on the kabupaten directly.
ALTER TABLE region ADD CONSTRAINT region_parent_one_level_up
  CHECK (parent IS NULL OR length(parent) = CASE level WHEN 'kecamatan' THEN 5 ELSE 8 END);
ALTER TABLE region ADD CONSTRAINT region_bps_code_of_level
  CHECK (bps_code IS NULL OR length(bps_code) = CASE level WHEN 'kabupaten' THEN 4 WHEN 'kecamatan' THEN 7 ELSE 10 END);
ALTER TABLE region ADD CONSTRAINT region_label_inside CHECK (ST_Covers(geometry, label_point));
ALTER TABLE population_cell ADD CONSTRAINT population_cell_in_desa CHECK (length(desa) = 13);

-- Everything lies in Indonesia, which swapped coordinates and (0, 0) do not, and is somewhere: PostGIS versions differ on
-- whether an empty geometry lies in a box.
ALTER TABLE region ADD CONSTRAINT region_in_indonesia
  CHECK (NOT ST_IsEmpty(geometry) AND geometry @ ST_MakeEnvelope(94, -12, 142, 7, 4326));
ALTER TABLE facility ADD CONSTRAINT facility_in_indonesia
  CHECK (NOT ST_IsEmpty(position) AND position @ ST_MakeEnvelope(94, -12, 142, 7, 4326));
ALTER TABLE infrastructure ADD CONSTRAINT infrastructure_in_indonesia
  CHECK (NOT ST_IsEmpty(geometry) AND geometry @ ST_MakeEnvelope(94, -12, 142, 7, 4326));
ALTER TABLE zone ADD CONSTRAINT zone_in_indonesia
  CHECK (NOT ST_IsEmpty(geometry) AND geometry @ ST_MakeEnvelope(94, -12, 142, 7, 4326));
ALTER TABLE permit ADD CONSTRAINT permit_in_indonesia
  CHECK (NOT ST_IsEmpty(position) AND position @ ST_MakeEnvelope(94, -12, 142, 7, 4326));
ALTER TABLE project ADD CONSTRAINT project_in_indonesia
  CHECK (NOT ST_IsEmpty(geometry) AND geometry @ ST_MakeEnvelope(94, -12, 142, 7, 4326));

-- Months 01 to 12, days 01 to 31.
ALTER TABLE dataset ADD CONSTRAINT dataset_date_of_calendar CHECK (date ~ '^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$');
ALTER TABLE population ADD CONSTRAINT population_period_of_calendar CHECK (period ~ '^\d{4}(-(S[12]|0[1-9]|1[0-2]))?$');
ALTER TABLE dataset ADD CONSTRAINT dataset_version_counts CHECK (version >= 0);
ALTER TABLE import_run ADD CONSTRAINT import_run_ends_after_start CHECK (finished_at >= started_at);
ALTER TABLE permit ADD CONSTRAINT permit_valid_after_issue CHECK (valid_until >= issued_on);

-- Shares of one project in several regions never count a rupiah twice. Checked at the commit: they are written one by one.
CREATE FUNCTION refuse_project_shares_over_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(share) FROM project_region WHERE project = NEW.project) > 1.000001 THEN
    RAISE EXCEPTION 'Shares of a project sum to more than one'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'project_region_shares_sum', TABLE = 'project_region';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER project_region_shares_sum AFTER INSERT OR UPDATE ON project_region
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_project_shares_over_one();

-- The same statuses as project.status, which the history leads to.
ALTER TABLE project_history ADD CONSTRAINT project_history_status_known
  CHECK (status IN ('usulan', 'diverifikasi_desa', 'diverifikasi_kecamatan', 'diverifikasi_opd', 'ditolak', 'ditunda',
    'digabung', 'masuk_rkpd', 'masuk_apbd', 'rup_diumumkan', 'pemilihan', 'kontrak', 'pelaksanaan', 'kritis', 'addendum',
    'putus_kontrak', 'pho', 'pemeliharaan', 'fho', 'dimanfaatkan'));
