-- Permits. What may be shown stands in `permit`; who applied stands in `permit_applicant`, which no public query reads
-- (UU 27/2022 art. 4). Field names: domain brief 4b in English; codes as the national systems write them.
CREATE TABLE permit (
  id text PRIMARY KEY CHECK (id <> ''),
  type text NOT NULL CHECK (type IN ('NIB', 'SS', 'IZIN', 'PB-UMKU', 'KKPR-K', 'KKPR-P', 'PBG', 'SLF', 'SPPL', 'UKL-UPL',
                                     'AMDAL', 'REKLAME', 'PRAKTIK-NAKES', 'LAINNYA', 'IMB')),
  kbli text CHECK (kbli ~ '^\d{5}$'),
  risk text CHECK (risk IN ('R', 'MR', 'MT', 'T')),
  business_scale text CHECK (business_scale IN ('mikro', 'kecil', 'menengah', 'besar')),
  applicant_kind text NOT NULL CHECK (applicant_kind IN ('perseorangan', 'badan_usaha', 'pemerintah')),
  status text NOT NULL CHECK (status IN ('draf', 'diajukan', 'pemeriksaan_berkas', 'dikembalikan', 'verifikasi_teknis',
                                         'menunggu_pembayaran', 'terbit', 'ditolak', 'dibatalkan', 'dicabut', 'kedaluwarsa')),
  applied_on date NOT NULL,
  complete_on date CHECK (complete_on >= applied_on),
  issued_on date CHECK (issued_on >= applied_on),
  rejected_on date CHECK (rejected_on >= applied_on),
  valid_until date,
  service_days integer CHECK (service_days > 0),
  region text NOT NULL REFERENCES region (code),
  accuracy text NOT NULL CHECK (accuracy IN ('titik', 'bidang', 'desa', 'tidak_diketahui')),
  position geometry(Point, 4326),
  land_square_metres integer CHECK (land_square_metres > 0),
  building_square_metres integer CHECK (building_square_metres > 0),
  investment_rupiah bigint CHECK (investment_rupiah >= 0),
  levy_rupiah bigint CHECK (levy_rupiah >= 0),
  dataset text NOT NULL REFERENCES dataset (id),
  CHECK ((position IS NOT NULL) = (accuracy IN ('titik', 'bidang'))),
  CHECK ((status = 'terbit') <= (issued_on IS NOT NULL)),
  CHECK ((status = 'ditolak') <= (rejected_on IS NOT NULL)),
  CHECK (issued_on IS NULL OR rejected_on IS NULL)
);
CREATE INDEX permit_position ON permit USING gist (position);
CREATE INDEX permit_region ON permit (region, type);

CREATE TABLE permit_applicant (
  permit text PRIMARY KEY REFERENCES permit (id) ON DELETE CASCADE,
  number text NOT NULL,
  name text NOT NULL,
  nik text CHECK (nik ~ '^\d{16}$'),
  npwp text,
  phone text,
  address text
);

-- The only points of permits that the public may see: premises of legal entities (domain brief 3d).
CREATE VIEW permit_public_point AS
SELECT id, type, left(kbli, 2) AS kbli_division, risk, status, extract(year FROM applied_on)::integer AS year, region, position, dataset
FROM permit
WHERE applicant_kind = 'badan_usaha' AND accuracy IN ('titik', 'bidang') AND type NOT IN ('PRAKTIK-NAKES', 'IMB');
