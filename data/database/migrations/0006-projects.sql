-- Development projects: money in whole rupiah, places by share, statuses as an append-only history.
CREATE TABLE project (
  id text PRIMARY KEY CHECK (id <> ''),
  name text NOT NULL CHECK (name <> ''),
  description text,
  origin text NOT NULL CHECK (origin IN ('MUSRENBANG_DESA', 'MUSRENBANG_KEC', 'POKIR', 'RENJA', 'PROV', 'PUSAT', 'HIBAH')),
  -- Permendagri 90/2019 code as text: segments have leading zeros.
  sub_activity_code text CHECK (sub_activity_code ~ '^\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{2,4}$'),
  sector text NOT NULL,
  opd text NOT NULL,
  asset_code text,
  fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2100),
  proposed_rupiah bigint CHECK (proposed_rupiah >= 0),
  planned_rupiah bigint CHECK (planned_rupiah >= 0),
  ceiling_rupiah bigint CHECK (ceiling_rupiah >= 0),
  contract_rupiah bigint CHECK (contract_rupiah >= 0),
  spent_rupiah bigint CHECK (spent_rupiah >= 0),
  funding_source text NOT NULL CHECK (funding_source IN ('APBD', 'DAK_FISIK', 'BANKEU_PROV', 'APBN', 'DANA_DESA', 'CSR', 'KPBU')),
  volume double precision CHECK (volume > 0),
  unit text,
  method text CHECK (method IN ('TENDER', 'SELEKSI', 'PENGADAAN_LANGSUNG', 'E_PURCHASING', 'PENUNJUKAN_LANGSUNG', 'SWAKELOLA')),
  procurement_code text,
  tender_code text,
  -- Named only when it is a legal entity.
  provider text,
  status text NOT NULL CHECK (status IN ('usulan', 'diverifikasi_desa', 'diverifikasi_kecamatan', 'diverifikasi_opd', 'ditolak', 'ditunda',
    'digabung', 'masuk_rkpd', 'masuk_apbd', 'rup_diumumkan', 'pemilihan', 'kontrak', 'pelaksanaan', 'kritis', 'addendum',
    'putus_kontrak', 'pho', 'pemeliharaan', 'fho', 'dimanfaatkan')),
  physical_percent double precision CHECK (physical_percent BETWEEN 0 AND 100),
  financial_percent double precision CHECK (financial_percent BETWEEN 0 AND 100),
  planned_percent double precision CHECK (planned_percent BETWEEN 0 AND 100),
  land_status text CHECK (land_status IN ('aset_pemda', 'perlu_pengadaan', 'sengketa')),
  accuracy text NOT NULL CHECK (accuracy IN ('titik', 'ruas', 'bidang', 'desa', 'tidak_diketahui')),
  updated_on date,
  geometry geometry(Geometry, 4326) CHECK (ST_IsValid(geometry)),
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK ((geometry IS NULL) = (accuracy IN ('desa', 'tidak_diketahui'))),
  CHECK (contract_rupiah IS NULL OR ceiling_rupiah IS NULL OR contract_rupiah <= ceiling_rupiah),
  CHECK (spent_rupiah IS NULL OR contract_rupiah IS NULL OR spent_rupiah <= contract_rupiah),
  CHECK ((volume IS NULL) = (unit IS NULL))
);
CREATE INDEX project_geometry ON project USING gist (geometry);
CREATE INDEX project_year ON project (fiscal_year, status);

-- A project in several regions is split by share (length share for roads), so that totals do not double.
CREATE TABLE project_region (
  project text NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  region text NOT NULL REFERENCES region (code),
  share double precision NOT NULL CHECK (share > 0 AND share <= 1),
  PRIMARY KEY (project, region)
);
CREATE INDEX project_region_region ON project_region (region);

CREATE TABLE project_history (
  project text NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  step integer NOT NULL CHECK (step > 0),
  status text NOT NULL,
  changed_on date NOT NULL,
  PRIMARY KEY (project, step)
);
