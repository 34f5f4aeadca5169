import type { DeskFamily } from '#model/upload';
import type { FacilityKind } from '#model/facility';
import { plainWords } from './cells.ts';

type Aliases = Readonly<Record<string, readonly string[]>>;

// Choice → how people write it, as `plainWords` leaves it. What a choice's own code says needs no line.
const FACILITY_KINDS: Readonly<Partial<Record<FacilityKind, readonly string[]>>> = {
  tk: ['taman kanak kanak', 'paud', 'tk paud', 'kindergarten'],
  sd: ['sekolah dasar', 'sdn', 'sds', 'sdit', 'primary school'],
  mi: ['madrasah ibtidaiyah', 'min', 'mis'],
  smp: ['sekolah menengah pertama', 'smpn', 'smps', 'smpit', 'sltp', 'junior secondary school'],
  mts: ['madrasah tsanawiyah', 'mtsn', 'mtss'],
  sma: ['sekolah menengah atas', 'sman', 'smas', 'smu', 'slta', 'senior secondary school'],
  ma: ['madrasah aliyah', 'man', 'mas'],
  smk: ['sekolah menengah kejuruan', 'smkn', 'smks', 'vocational school'],
  slb: ['sekolah luar biasa', 'slbn', 'special school'],
  library: ['perpustakaan', 'perpus', 'taman bacaan'],
  puskesmas: [
    'pkm',
    'pusk',
    'pusat kesehatan masyarakat',
    'uptd puskesmas',
    'upt puskesmas',
    'community health centre',
  ],
  pustu: ['puskesmas pembantu'],
  posyandu: ['pos pelayanan terpadu', 'pos yandu'],
  hospital: ['rumah sakit', 'rs', 'rsu', 'rsud', 'rsia', 'rumah sakit umum'],
  clinic: ['klinik', 'klinik pratama', 'klinik utama', 'balai pengobatan'],
  midwife: ['bidan', 'pmb', 'bpm', 'praktik mandiri bidan', 'praktek bidan', 'praktik bidan', 'polindes', 'poskesdes'],
  doctor: ['dokter', 'praktik dokter', 'praktek dokter', 'dokter umum'],
  dentist: ['dokter gigi', 'praktik dokter gigi', 'praktek dokter gigi', 'drg'],
  pharmacy: ['apotek', 'apotik', 'toko obat'],
  musala: ['musholla', 'mushola', 'musolla', 'langgar', 'surau', 'tajug'],
  mosque: ['masjid', 'mesjid', 'masjid jami'],
  market: ['pasar', 'pasar desa', 'pasar tradisional', 'pasar rakyat'],
  shop: ['toko', 'minimarket', 'warung', 'swalayan'],
  park: ['taman', 'alun alun', 'rth', 'ruang terbuka hijau', 'taman kota'],
  'kantor-kabupaten': ['kantor bupati', 'kantor dinas', 'kantor opd', 'setda'],
  'kantor-kecamatan': ['kantor camat', 'kecamatan'],
  'kantor-desa': ['kantor kuwu', 'balai desa', 'kantor kelurahan', 'kantor lurah', 'kantor kepala desa'],
  mpp: ['mal pelayanan publik', 'mall pelayanan publik'],
  kua: ['kantor urusan agama'],
  police: ['polisi', 'kantor polisi', 'polsek', 'polres', 'polresta', 'pos polisi'],
  'fire-station': ['damkar', 'pos damkar', 'pemadam kebakaran', 'pos pemadam kebakaran'],
  'post-office': ['kantor pos', 'pos'],
  hall: ['gedung serbaguna', 'gsg', 'aula', 'balai pertemuan', 'balai warga'],
  'waste-site': ['tps', 'tpa', 'tps3r', 'tps 3r', 'tpst', 'tempat pembuangan sampah'],
};

const AUTHORITIES: Aliases = {
  desa: ['pemerintah desa', 'pemdes'],
  kabupaten: ['kab', 'pemda', 'pemkab', 'pemerintah daerah', 'pemerintah kabupaten', 'daerah', 'apbd kabupaten'],
  provinsi: ['prov', 'propinsi', 'pemprov', 'pemerintah provinsi'],
  pusat: ['nasional', 'pemerintah pusat', 'kementerian', 'negara', 'kementerian pendidikan dan kebudayaan'],
  kemenag: ['kementerian agama', 'depag'],
  swasta: ['yayasan', 'private'],
  masyarakat: ['swadaya', 'warga', 'swadaya masyarakat', 'komunitas'],
};

/** Professions that health permits are named after (UU 17/2023 art. 199: general knowledge, not the whole list). */
const HEALTH_PROFESSIONS = [
  'dokter',
  'dokter gigi',
  'dokter spesialis',
  'perawat',
  'bidan',
  'apoteker',
  'tenaga teknis kefarmasian',
  'fisioterapis',
  'ahli gizi',
  'nutrisionis',
  'sanitarian',
  'radiografer',
  'perekam medis',
  'terapis gigi dan mulut',
  'ahli teknologi laboratorium medik',
];

const ALIASES: Readonly<Record<string, Aliases>> = {
  'facility.kind': FACILITY_KINDS as Aliases,
  'facility.owner': {
    negeri: ['n', 'neg', 'negri', 'pemerintah', 'pemda', 'pemkab', 'public', 'milik pemerintah', 'government'],
    swasta: ['s', 'sw', 'yayasan', 'private', 'non pemerintah'],
    'tidak-diketahui': ['tidak tahu', 'unknown', 'lainnya'],
  },
  'facility.authority': AUTHORITIES,
  'infrastructure.authority': AUTHORITIES,
  'infrastructure.kind': {
    road: ['jalan', 'ruas jalan', 'ruas'],
    river: ['sungai', 'kali', 'saluran', 'irigasi'],
    coast: ['pantai', 'garis pantai'],
    'street-light': ['pju', 'lampu jalan', 'penerangan jalan umum', 'lampu pju'],
    'road-sign': ['rambu', 'rambu lalu lintas', 'rambu jalan'],
    'land-asset': ['aset tanah', 'tanah', 'bidang tanah', 'tanah pemda'],
    'ict-site': ['titik tik', 'bts', 'menara', 'menara telekomunikasi', 'wifi', 'titik wifi', 'pop'],
    fibre: ['fiber', 'fiber optik', 'serat optik', 'fo', 'fibre optic'],
    bridge: ['jembatan', 'jbt'],
  },
  'infrastructure.condition': {
    good: ['baik', 'b', 'mantap', 'bagus'],
    fair: ['sedang', 's', 'sd', 'cukup'],
    'light-damage': ['rusak ringan', 'rr', 'rusak r'],
    'heavy-damage': ['rusak berat', 'rb', 'rusak b', 'rusak parah'],
  },
  'project.origin': {
    MUSRENBANG_DESA: ['musrenbangdes', 'musrenbang desa', 'musrenbang kelurahan'],
    MUSRENBANG_KEC: ['musrenbangcam', 'musrenbang kecamatan', 'musrenbang kec'],
    POKIR: ['pokok pikiran', 'pokok pikiran dprd', 'pokir dprd', 'dprd'],
    RENJA: ['renja opd', 'rencana kerja', 'rencana kerja opd', 'opd'],
    PROV: ['provinsi', 'pemprov'],
    PUSAT: ['pemerintah pusat', 'kementerian'],
    HIBAH: ['grant'],
  },
  'project.sector': {
    education: ['pendidikan'],
    health: ['kesehatan'],
    worship: ['ibadah', 'keagamaan', 'agama', 'peribadatan'],
    trade: ['perdagangan', 'niaga', 'perindustrian', 'ekonomi'],
    'open-space': ['ruang terbuka hijau', 'rth', 'pertamanan', 'taman'],
    government: ['pemerintahan', 'umum', 'kantor'],
    waste: ['persampahan', 'sampah', 'kebersihan'],
    fire: ['kebakaran', 'pemadam kebakaran', 'damkar'],
    water: ['air', 'air minum', 'air bersih', 'sda', 'sumber daya air', 'irigasi', 'pengairan'],
    wastewater: ['air limbah', 'sanitasi', 'drainase'],
    roads: [
      'jalan',
      'jalan dan jembatan',
      'bina marga',
      'pekerjaan umum',
      'pu',
      'perhubungan',
      'transportasi',
      'jembatan',
    ],
    electricity: ['listrik', 'penerangan', 'energi'],
    telecom: ['telekomunikasi', 'tik', 'informatika', 'komunikasi', 'komunikasi dan informatika'],
  },
  'project.fundingSource': {
    APBD: [
      'apbd kabupaten',
      'apbd kab',
      'pad',
      'dau',
      'apbd murni',
      'apbd perubahan',
      'apbdp',
      'apbd p',
      'dbh',
      'dbhcht',
      'blud',
      'apbd ii',
    ],
    DAK_FISIK: [
      'dak',
      'dana alokasi khusus',
      'dana alokasi khusus fisik',
      'dak penugasan',
      'dak reguler',
      'apbn dak',
      'apbd dak',
    ],
    BANKEU_PROV: [
      'bankeu',
      'bankeu provinsi',
      'bantuan provinsi',
      'apbd i',
      'bantuan keuangan provinsi',
      'banprov',
      'apbd provinsi',
      'apbd prov',
    ],
    APBN: ['pusat'],
    DANA_DESA: ['dd', 'apbdes', 'apbdesa'],
    CSR: ['tjsl', 'tanggung jawab sosial'],
    KPBU: ['kerja sama pemerintah badan usaha', 'ppp'],
  },
  'project.method': {
    TENDER: ['lelang', 'tender cepat', 'pelelangan umum', 'pelelangan', 'lelang umum'],
    SELEKSI: ['seleksi umum', 'seleksi sederhana'],
    PENGADAAN_LANGSUNG: ['pl', 'pengadaan langsung non tender', 'non tender'],
    E_PURCHASING: ['epurchasing', 'e katalog', 'katalog', 'e catalogue', 'katalog elektronik', 'e purchasing katalog'],
    PENUNJUKAN_LANGSUNG: ['pnl', 'juksung'],
    SWAKELOLA: ['swakelola tipe 1', 'swakelola tipe i', 'swakelola tipe 4', 'swakelola tipe iv'],
  },
  'project.landStatus': {
    aset_pemda: [
      'aset',
      'milik pemda',
      'tanah pemda',
      'milik pemerintah daerah',
      'sertifikat pemda',
      'siap',
      'tanah desa',
    ],
    perlu_pengadaan: ['belum ada', 'perlu pembebasan', 'belum tersedia', 'tanah warga'],
    sengketa: ['bermasalah', 'dalam sengketa'],
  },
  'project.status': {
    usulan: ['diusulkan', 'usul', 'proposed'],
    masuk_rkpd: ['rkpd'],
    masuk_apbd: ['dianggarkan', 'apbd'],
    rup_diumumkan: ['rup', 'diumumkan', 'terumumkan', 'belum tender', 'belum lelang', 'persiapan pengadaan'],
    pemilihan: [
      'tender',
      'lelang',
      'pemilihan penyedia',
      'proses lelang',
      'proses pemilihan',
      'proses tender',
      'belum kontrak',
    ],
    kontrak: ['terkontrak', 'sudah kontrak', 'berkontrak', 'penandatanganan kontrak', 'tanda tangan kontrak'],
    pelaksanaan: ['berjalan', 'dalam pelaksanaan', 'proses', 'konstruksi', 'on progress', 'sedang berjalan'],
    kritis: ['kontrak kritis'],
    pho: ['serah terima pertama', 'provisional hand over', 'sudah pho', 'fisik selesai', 'selesai 100', '100'],
    pemeliharaan: ['masa pemeliharaan'],
    fho: ['serah terima akhir', 'selesai', 'final hand over'],
    dimanfaatkan: ['dipakai', 'beroperasi'],
    ditunda: ['tunda'],
    ditolak: ['tidak disetujui'],
  },
  'permit.risk': {
    R: ['rendah', 'low'],
    MR: ['menengah rendah', 'medium low'],
    MT: ['menengah tinggi', 'medium high'],
    T: ['tinggi', 'high'],
  },
  'permit.businessScale': {
    mikro: ['usaha mikro', 'micro', 'umk mikro'],
    kecil: ['usaha kecil', 'small'],
    menengah: ['usaha menengah', 'medium'],
    besar: ['usaha besar', 'large'],
  },
  'permit.applicantKind': {
    perseorangan: ['perorangan', 'orang perseorangan', 'individu', 'pribadi', 'person'],
    badan_usaha: [
      'badan',
      'perusahaan',
      'pt',
      'cv',
      'koperasi',
      'badan hukum',
      'non perseorangan',
      'company',
      'persekutuan',
      'perseroan terbatas',
      'perseroan terbatas pt',
      'persekutuan komanditer',
      'persekutuan komanditer cv',
      'persekutuan firma',
      'yayasan',
    ],
    pemerintah: ['instansi', 'instansi pemerintah', 'pemda', 'government'],
  },
  'permit.type': {
    NIB: ['nomor induk berusaha'],
    SS: ['sertifikat standar'],
    IZIN: ['izin usaha', 'perizinan berusaha'],
    'PB-UMKU': ['pb umku', 'umku'],
    'KKPR-K': ['kkpr', 'konfirmasi kkpr', 'kkkpr'],
    'KKPR-P': ['pkkpr', 'persetujuan kkpr'],
    PBG: ['persetujuan bangunan gedung'],
    SLF: ['sertifikat laik fungsi'],
    'UKL-UPL': ['ukl upl', 'uklupl'],
    REKLAME: ['izin reklame', 'papan reklame', 'izin penyelenggaraan reklame'],
    'PRAKTIK-NAKES': [
      'sip',
      'surat izin praktik',
      'praktik nakes',
      'izin praktik',
      ...HEALTH_PROFESSIONS.map((profession) => `surat izin praktik ${profession}`),
      ...HEALTH_PROFESSIONS.map((profession) => `izin praktik ${profession}`),
    ],
    LAINNYA: ['lain lain', 'lainnya', 'other', 'izin penelitian', 'surat keterangan penelitian'],
    IMB: ['izin mendirikan bangunan'],
  },
  'permit.status': {
    draf: ['draft'],
    diajukan: ['baru', 'permohonan baru', 'submitted', 'masuk'],
    pemeriksaan_berkas: [
      'verifikasi berkas',
      'pemeriksaan dokumen',
      'periksa berkas',
      'verifikasi kelengkapan dokumen',
      'menunggu verifikasi persyaratan',
    ],
    dikembalikan: ['perbaikan', 'perbaikan dokumen', 'revisi', 'dikembalikan ke pemohon'],
    verifikasi_teknis: [
      'survei',
      'verifikasi lapangan',
      'proses',
      'pemeriksaan teknis',
      'penilaian teknis',
      'penilaian teknis tpa tpt',
      'konsultasi tpa tpt',
    ],
    menunggu_pembayaran: ['menunggu bayar', 'menunggu retribusi', 'skrd', 'menunggu pembayaran retribusi'],
    terbit: [
      'selesai',
      'izin terbit',
      'disetujui',
      'issued',
      'telah terbit',
      'ss terverifikasi',
      'pbg terbit',
      'slf terbit',
    ],
    ditolak: ['tolak', 'rejected', 'izin ditolak', 'permohonan ditolak'],
    dibatalkan: ['batal', 'cancelled'],
    dicabut: ['cabut', 'pencabutan', 'revoked', 'izin dicabut'],
    kedaluwarsa: ['kadaluarsa', 'expired', 'habis masa berlaku'],
  },
};

const indexes = new Map<string, ReadonlyMap<string, string>>();

function indexOf(family: DeskFamily, field: string, choices: readonly string[]): ReadonlyMap<string, string> {
  const name = `${family}.${field}`;
  let index = indexes.get(name);
  if (index === undefined) {
    const spellings = new Map<string, string>();
    for (const choice of choices) spellings.set(plainWords(choice), choice);
    for (const [choice, aliases] of Object.entries(ALIASES[name] ?? {}))
      for (const alias of aliases) if (!spellings.has(alias)) spellings.set(alias, choice);
    indexes.set(name, (index = spellings));
  }
  return index;
}

/** The choice that a spelling means, and whether that is its own spelling (case and punctuation apart); null when it is none that is known. */
export function readChoice(
  family: DeskFamily,
  field: string,
  choices: readonly string[],
  text: string,
): { choice: string; isOwnSpelling: boolean } | null {
  const words = plainWords(text);
  const choice = indexOf(family, field, choices).get(words);
  return choice === undefined ? null : { choice, isOwnSpelling: plainWords(choice) === words };
}

/** The kind that the first words of a facility's name tell: `UPTD Puskesmas Sendang`, `SDN 2 Sumber`; null when none does. */
export function facilityKindOfName(name: string, choices: readonly string[]): string | null {
  const words = plainWords(name)
    .replace(/^(uptd|upt)\s+/, '')
    .replace(/([a-z])(?=\d)/g, '$1 ')
    .split(' ');
  const index = indexOf('facility', 'kind', choices);
  // The longest beginning wins: `puskesmas pembantu` is no `puskesmas`. Words that begin names of anything are left out.
  for (let length = Math.min(4, words.length); length > 0; length--) {
    const kind = index.get(words.slice(0, length).join(' '));
    if (kind !== undefined && !TOO_SHORT.has(words.slice(0, length).join(' '))) return kind;
  }
  return null;
}
const TOO_SHORT = new Set([
  'pos',
  'min',
  'mas',
  'man',
  'ma',
  'mis',
  'toko',
  'taman',
  'kecamatan',
  'rs',
  'shop',
  'park',
  'hall',
]);
