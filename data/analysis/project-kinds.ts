import type { FacilityKind } from '#model/facility';

/** Words by which the Indonesian name of a project says which kind of facility it is about; the longest one that fits wins. */
const KIND_WORDS: Readonly<Partial<Record<FacilityKind, readonly string[]>>> = {
  tk: ['tk', 'paud', 'taman kanak kanak'],
  sd: ['sd', 'sdn', 'sekolah dasar'],
  mi: ['mi', 'min', 'madrasah ibtidaiyah'],
  smp: ['smp', 'smpn', 'sekolah menengah pertama'],
  mts: ['mts', 'mtsn', 'madrasah tsanawiyah'],
  sma: ['sma', 'sman', 'sekolah menengah atas'],
  ma: ['man', 'madrasah aliyah'],
  smk: ['smk', 'smkn', 'sekolah menengah kejuruan'],
  slb: ['slb', 'slbn', 'sekolah luar biasa'],
  library: ['perpustakaan', 'taman bacaan', 'taman baca'],
  puskesmas: ['puskesmas', 'pusat kesehatan masyarakat'],
  pustu: ['pustu', 'puskesmas pembantu'],
  posyandu: ['posyandu', 'pos pelayanan terpadu'],
  hospital: ['rumah sakit', 'rsud', 'rs'],
  clinic: ['klinik', 'balai pengobatan'],
  midwife: ['bidan', 'polindes', 'poskesdes', 'rumah bersalin'],
  doctor: ['praktik dokter', 'tempat praktik dokter'],
  dentist: ['dokter gigi'],
  pharmacy: ['apotek'],
  musala: ['musala', 'mushola', 'musholla', 'langgar'],
  mosque: ['masjid', 'mesjid'],
  market: ['pasar'],
  shop: ['toko', 'kios', 'pertokoan'],
  park: ['taman', 'rth', 'ruang terbuka hijau', 'alun alun', 'lapangan'],
  'kantor-kabupaten': ['kantor bupati', 'kantor kabupaten', 'kantor pemerintah kabupaten'],
  'kantor-kecamatan': ['kantor kecamatan', 'kantor camat'],
  'kantor-desa': ['kantor desa', 'balai desa', 'kantor kelurahan', 'kantor kuwu', 'kantor kepala desa'],
  mpp: ['mpp', 'mal pelayanan publik'],
  kua: ['kua', 'kantor urusan agama'],
  police: ['polsek', 'polres', 'kantor polisi', 'pos polisi'],
  'fire-station': ['damkar', 'pemadam', 'pemadam kebakaran', 'pos damkar'],
  'post-office': ['kantor pos'],
  hall: ['balai warga', 'balai pertemuan', 'gedung serbaguna', 'gedung serba guna', 'aula'],
  'waste-site': [
    'tps',
    'tps3r',
    'tpst',
    'tpa',
    'bank sampah',
    'tempat pembuangan sampah',
    'tempat penampungan sementara',
  ],
};

const phrases = Object.entries(KIND_WORDS)
  .flatMap(([kind, words]) => words.map((phrase) => ({ kind: kind as FacilityKind, phrase })))
  .sort((a, b) => b.phrase.length - a.phrase.length);

/** The kinds of facility that a project's name speaks of; empty when it names none. */
export function kindsNamed(projectName: string): FacilityKind[] {
  let left = ` ${projectName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
  const kinds = new Set<FacilityKind>();
  for (const { kind, phrase } of phrases) {
    if (!left.includes(` ${phrase} `)) continue;
    kinds.add(kind);
    // "Puskesmas pembantu" is no puskesmas: what a longer phrase used up is not read again.
    left = left.replaceAll(` ${phrase} `, ' | ');
  }
  return [...kinds];
}
