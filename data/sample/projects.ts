import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import { isContractCritical, type ProjectStatus } from '#model/project';
import { addDays, onWorkday, yearOf } from './dates.ts';
import { lineLengthMetres, pointAt, roundTo } from './plane.ts';
import { randomOf, type Random } from './random.ts';
import type { ProjectHistoryRecord, ProjectRecord, ProjectRegionRecord } from './records.ts';
import type { SampleRoad } from './roads.ts';
import type { SampleDesa, Territory } from './territory.ts';

/** Something that a project may be about: a school, a health post. */
export interface ProjectSite {
  id: string;
  kind: FacilityKind;
  name: string;
  region: string;
  position: Position;
}

interface SampleProjects {
  records: ProjectRecord[];
  regions: ProjectRegionRecord[];
  history: ProjectHistoryRecord[];
}

interface ProjectInput {
  territory: Territory;
  roads: readonly SampleRoad[];
  sites: readonly ProjectSite[];
  seed: number;
  today: string;
  dataset: string;
}

const PROJECTS = 220;
/** Pairs of a road project and the same stretch again a year later from another purse: for the search for duplicates. */
const DUPLICATES = 5;

/**
 * Where a project may end up, as the way it went there. Each way follows PROJECT_TRANSITIONS; the number is the day,
 * counted from 1 January of the fiscal year, on which the status is reached in a usual year.
 */
const PLANNING: readonly Step[] = [
  ['usulan', -350],
  ['diverifikasi_desa', -340],
  ['diverifikasi_kecamatan', -315],
  ['diverifikasi_opd', -285],
  ['masuk_rkpd', -180],
  ['masuk_apbd', -25],
  ['rup_diumumkan', 15],
  ['pemilihan', 60],
  ['kontrak', 115],
  ['pelaksanaan', 130],
];
const CLOSING: readonly Step[] = [
  ['pho', 320],
  ['pemeliharaan', 325],
  ['fho', 510],
  ['dimanfaatkan', 530],
];
type Step = readonly [status: ProjectStatus, day: number];
const upTo = (status: ProjectStatus, ...more: readonly Step[]): readonly Step[] => [
  ...PLANNING.slice(0, PLANNING.findIndex(([name]) => name === status) + 1),
  ...more,
];

/** All ways; the weight says how usual one is. A way may be cut short where the calendar has not got further. */
const WAYS: readonly (readonly [readonly Step[], number])[] = [
  [[...PLANNING, ...CLOSING], 60],
  [upTo('pelaksanaan', ['addendum', 240], ['pelaksanaan', 250], ...CLOSING), 10],
  [upTo('pelaksanaan', ['kritis', 235], ['addendum', 260], ...CLOSING), 4],
  [upTo('pelaksanaan', ['kritis', 235], ['pelaksanaan', 275], ...CLOSING), 4],
  [upTo('pelaksanaan', ['kritis', 235]), 7],
  [upTo('pelaksanaan', ['addendum', 240]), 5],
  [upTo('pelaksanaan', ['kritis', 225], ['putus_kontrak', 290]), 3],
  [upTo('diverifikasi_desa', ['digabung', -330]), 4],
  [upTo('diverifikasi_kecamatan', ['ditolak', -290]), 4],
  [upTo('diverifikasi_opd', ['ditolak', -250]), 3],
  [upTo('diverifikasi_opd', ['ditunda', -240]), 5],
  [upTo('masuk_rkpd', ['ditunda', -60]), 2],
];
/** Ways that end in each status, so that every status occurs. */
const ENDINGS: readonly (readonly Step[])[] = [
  ...PLANNING.map(([status]) => upTo(status)),
  ...CLOSING.map((_, index) => [...PLANNING, ...CLOSING.slice(0, index + 1)]),
  ...WAYS.slice(4).map(([way]) => way),
];

/** Development projects of four fiscal years, from two years back to next year, most of them roads, schools and health. */
export function planProjects(input: ProjectInput): SampleProjects {
  const { today, seed } = input;
  const random = randomOf(seed, 'projects');
  const thisYear = yearOf(today);
  const subjects = subjectsOf(input, random);
  const result: SampleProjects = { records: [], regions: [], history: [] };
  const add = (subject: Subject, fiscalYear: number, way: readonly Step[], fixed: boolean): void => {
    const id = `${input.dataset}-${String(result.records.length + 1).padStart(4, '0')}`;
    const history = datedWay(way, fiscalYear, fixed, today, random).map(([status, changedOn], index) => ({
      project: id,
      step: index + 1,
      status,
      changedOn,
    }));
    result.history.push(...history);
    result.regions.push(...subject.shares.map(([region, share]) => ({ project: id, region, share })));
    result.records.push(recordOf(id, subject, fiscalYear, history, random, input.dataset));
  };
  // Twice through all endings, then as it comes.
  for (const way of [...ENDINGS, ...ENDINGS]) add(subjects(), fiscalYearFor(way, thisYear, today), way, true);
  const duplicated: [Subject, number][] = [];
  while (result.records.length < PROJECTS - DUPLICATES) {
    const subject = subjects();
    const fiscalYear =
      thisYear +
      random.pickWeighted([
        [-2, 22],
        [-1, 26],
        [0, 30],
        [1, 22],
      ] as const);
    add(subject, fiscalYear, random.pickWeighted(WAYS), false);
    if (subject.sector === 'roads' && duplicated.length < DUPLICATES && fiscalYear < thisYear + 1)
      duplicated.push([subject, fiscalYear + 1]);
  }
  for (const [subject, fiscalYear] of duplicated)
    add(
      { ...subject, origin: 'MUSRENBANG_DESA', fundingSource: 'DANA_DESA', opd: 'Pemerintah Desa' },
      fiscalYear,
      WAYS[0]![0],
      false,
    );
  return result;
}

/** The latest fiscal year in which a way can have come to its end by today; two years back at most. */
function fiscalYearFor(way: readonly Step[], thisYear: number, today: string): number {
  const last = way[way.length - 1]![1];
  for (const year of [thisYear + 1, thisYear, thisYear - 1])
    if (addDays(`${year}-01-01`, last + 12) <= today) return year;
  return thisYear - 2;
}

/**
 * The dates of a way, in order and none after today. A way that must reach its end is moved back as far as needed; any
 * other stops where the calendar stands.
 */
function datedWay(
  way: readonly Step[],
  fiscalYear: number,
  fixed: boolean,
  today: string,
  random: Random,
): [ProjectStatus, string][] {
  const late = random.integer(-6, 10);
  const dated = way.map(([status, day]): [ProjectStatus, string] => [
    status,
    onWorkday(addDays(`${fiscalYear}-01-01`, day + late + random.integer(0, 3))),
  ]);
  for (let i = 1; i < dated.length; i++) if (dated[i]![1] < dated[i - 1]![1]) dated[i]![1] = dated[i - 1]![1];
  if (fixed) {
    const end = dated[dated.length - 1]![1];
    const days = Math.max(0, Math.ceil((Date.parse(end) - Date.parse(today)) / 86_400_000) + 7);
    return dated.map(([status, date]) => [status, end > today ? addDays(date, -days) : date]);
  }
  const reached = dated.filter(([, date]) => date <= today);
  return reached.length > 0 ? reached : [[way[0]![0], today]];
}

/** What a project is about and where. */
interface Subject {
  name: string;
  description: string;
  sector: ProjectRecord['sector'];
  opd: string;
  origin: ProjectRecord['origin'];
  fundingSource: ProjectRecord['fundingSource'];
  subActivityCode: string;
  assetCode: string | null;
  volume: number | null;
  unit: ProjectRecord['unit'];
  costRupiah: number;
  accuracy: ProjectRecord['accuracy'];
  geometry: ProjectRecord['geometry'];
  shares: [region: string, share: number][];
  landStatus: ProjectRecord['landStatus'];
}

/** Gives out subjects one after the other, each road stretch and site once. */
function subjectsOf({ territory, roads, sites }: ProjectInput, random: Random): () => Subject {
  const roadQueue = random.shuffled(roads.filter((road) => road.record.condition !== 'good'));
  const schools = random.shuffled(sites.filter(({ kind }) => kind === 'sd' || kind === 'smp'));
  const health = random.shuffled(
    sites.filter(({ kind }) => kind === 'puskesmas' || kind === 'pustu' || kind === 'posyandu'),
  );
  return () => {
    const kind = random.pickWeighted([
      ['road', roadQueue.length > 0 ? 46 : 0],
      ['school', schools.length > 0 ? 18 : 0],
      ['health', health.length > 0 ? 14 : 0],
      ['water', 9],
      ['area', 6],
      ['office', 7],
    ] as const);
    const common = {
      ...purseOf(kind, random),
      landStatus: random.pickWeighted([
        ['aset_pemda', 78],
        ['perlu_pengadaan', 17],
        ['sengketa', 5],
      ] as const),
    };
    const desa = random.pick(territory.desa);
    if (kind === 'road') return { ...common, ...roadSubject(roadQueue.pop()!, territory, random) };
    if (kind === 'school') return { ...common, ...schoolSubject(schools.pop()!, random) };
    if (kind === 'health') return { ...common, ...healthSubject(health.pop()!, random) };
    if (kind === 'water') return { ...common, ...waterSubject(desa, territory, random) };
    if (kind === 'area') return { ...common, ...areaSubject(desa, territory, random) };
    return { ...common, ...officeSubject(desa, random) };
  };
}

type Placed = Omit<Subject, 'origin' | 'fundingSource' | 'landStatus'>;

function purseOf(kind: string, random: Random): Pick<Subject, 'origin' | 'fundingSource'> {
  const fundingSource = random.pickWeighted([
    ['APBD', 52],
    ['DAK_FISIK', kind === 'school' || kind === 'health' || kind === 'road' ? 18 : 4],
    ['BANKEU_PROV', 12],
    ['APBN', 5],
    ['DANA_DESA', kind === 'road' || kind === 'water' ? 9 : 3],
    ['CSR', 3],
    ['KPBU', 2],
  ] as const);
  const origin =
    fundingSource === 'APBN'
      ? 'PUSAT'
      : fundingSource === 'BANKEU_PROV'
        ? 'PROV'
        : fundingSource === 'CSR'
          ? 'HIBAH'
          : random.pickWeighted([
              ['MUSRENBANG_DESA', 30],
              ['MUSRENBANG_KEC', 25],
              ['POKIR', 15],
              ['RENJA', 30],
            ] as const);
  return { fundingSource, origin };
}

/** Repair of a stretch of a sample road; its length is shared out to the kecamatan that it runs through. */
function roadSubject(road: SampleRoad, territory: Territory, random: Random): Placed {
  const line = road.line;
  const part = random.chance(0.35)
    ? line
    : line.slice(0, Math.max(2, Math.round(line.length * random.between(0.35, 0.9))));
  const km = lineLengthMetres(part) / 1000;
  const isWorst = road.record.condition === 'heavy-damage';
  return {
    name: `${isWorst ? 'Rekonstruksi' : 'Pemeliharaan Berkala'} ${road.record.name} (contoh)`,
    description: 'Perbaikan perkerasan dan bahu jalan.',
    sector: 'roads',
    opd: 'Dinas Pekerjaan Umum dan Tata Ruang',
    subActivityCode: isWorst ? '1.03.10.2.01.0009' : '1.03.10.2.01.0012',
    assetCode: road.record.code,
    volume: roundTo(km, 3),
    unit: 'km',
    costRupiah: km * (isWorst ? 2.9e9 : 0.9e9) * random.between(0.8, 1.25),
    accuracy: 'ruas',
    geometry: { type: 'LineString', coordinates: part },
    shares: lengthShares(part, territory),
  };
}

/** Shares of a line's length per kecamatan, four decimals, summing to 1. */
function lengthShares(line: readonly Position[], territory: Territory): [string, number][] {
  const lengths = new Map<string, number>();
  let total = 0;
  let near = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    near = territory.mosaic.cellAt(territory.plane.toPlane([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]), near);
    const index = territory.desaOfCell[near]!;
    if (index < 0) continue;
    const { code } = territory.desa[index]!.kecamatan;
    const length = lineLengthMetres([a, b]);
    lengths.set(code, (lengths.get(code) ?? 0) + length);
    total += length;
  }
  const shares = [...lengths]
    .map(([code, length]): [string, number] => [code, roundTo(length / total, 4)])
    .filter(([, share]) => share >= 0.02)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  shares[0]![1] = roundTo(1 - shares.slice(1).reduce((sum, [, share]) => sum + share, 0), 4);
  return shares;
}

function schoolSubject(site: ProjectSite, random: Random): Placed {
  const rooms = random.integer(2, 6);
  const isRepair = random.chance(0.65);
  return {
    name: `${isRepair ? 'Rehabilitasi' : 'Pembangunan'} ${rooms} Ruang Kelas ${site.name} (contoh)`,
    description: 'Ruang kelas beserta perabot.',
    sector: 'education',
    opd: 'Dinas Pendidikan',
    subActivityCode: site.kind === 'sd' ? '1.01.02.2.01.0003' : '1.01.02.2.02.0003',
    assetCode: site.id,
    volume: rooms,
    unit: 'classroom',
    costRupiah: rooms * (isRepair ? 130e6 : 260e6) * random.between(0.85, 1.2),
    ...pointOf(site),
  };
}

function healthSubject(site: ProjectSite, random: Random): Placed {
  return {
    name: `Peningkatan Bangunan ${site.name} (contoh)`,
    description: 'Perluasan dan perbaikan bangunan layanan kesehatan.',
    sector: 'health',
    opd: 'Dinas Kesehatan',
    subActivityCode: '1.02.02.2.01.0006',
    assetCode: site.id,
    volume: 1,
    unit: 'unit',
    costRupiah: (site.kind === 'puskesmas' ? 2.4e9 : site.kind === 'pustu' ? 550e6 : 160e6) * random.between(0.7, 1.4),
    ...pointOf(site),
  };
}

function pointOf(site: ProjectSite): Pick<Placed, 'accuracy' | 'geometry' | 'shares'> {
  return { accuracy: 'titik', geometry: pointAt(site.position), shares: [[site.region.slice(0, 8), 1]] };
}

function waterSubject(desa: SampleDesa, territory: Territory, random: Random): Placed {
  const homes = random.integer(60, 400);
  return {
    name: `Sistem Penyediaan Air Minum Desa ${desa.name} (contoh)`,
    description: `Sumur, menara dan pipa untuk sekitar ${homes} rumah.`,
    sector: 'water',
    opd: 'Dinas Perumahan dan Kawasan Permukiman',
    subActivityCode: '1.03.03.2.01.0005',
    assetCode: null,
    volume: 1,
    unit: 'unit',
    costRupiah: homes * 4.5e6,
    accuracy: 'titik',
    geometry: pointAt(territory.placeIn(desa, random, 0.4)),
    shares: [[desa.kecamatan.code, 1]],
  };
}

/** Works on a plot of land: the plot is an irregular ring around a place in the desa. */
function areaSubject(desa: SampleDesa, territory: Territory, random: Random): Placed {
  const { plane } = territory;
  const [x, y] = plane.toPlane(territory.placeIn(desa, random, 0.4));
  const radius = random.between(0.05, 0.12);
  const ring = Array.from({ length: 9 }, (_, corner): Position => {
    const angle = (corner / 9) * 2 * Math.PI;
    const reach = radius * random.between(0.75, 1.2);
    return plane.toPosition([x + reach * Math.cos(angle), y + reach * Math.sin(angle)]);
  });
  ring.push(ring[0]!);
  const squareMetres = Math.round(Math.PI * (radius * 1000) ** 2);
  return {
    name: `Penataan Kawasan Permukiman ${desa.name} (contoh)`,
    description: 'Jalan lingkungan, drainase dan ruang terbuka.',
    sector: 'open-space',
    opd: 'Dinas Perumahan dan Kawasan Permukiman',
    subActivityCode: '1.04.03.2.02.0004',
    assetCode: null,
    volume: squareMetres,
    unit: 'm2',
    costRupiah: squareMetres * 90_000,
    accuracy: 'bidang',
    geometry: { type: 'Polygon', coordinates: [ring] },
    shares: [[desa.kecamatan.code, 1]],
  };
}

/** A proposal of which only the desa is known, or not even that. */
function officeSubject(desa: SampleDesa, random: Random): Placed {
  const isVague = random.chance(0.3);
  return {
    name: isVague ? 'Pengadaan Sarana Persampahan (contoh)' : `Rehabilitasi Balai Desa ${desa.name} (contoh)`,
    description: isVague ? 'Lokasi belum ditetapkan.' : 'Perbaikan atap dan ruang layanan.',
    sector: isVague ? 'waste' : 'government',
    opd: isVague ? 'Dinas Lingkungan Hidup' : 'Dinas Pemberdayaan Masyarakat dan Desa',
    subActivityCode: isVague ? '2.11.11.2.01.0006' : '2.13.04.2.01.0003',
    assetCode: null,
    volume: isVague ? null : 1,
    unit: isVague ? null : 'unit',
    costRupiah: random.integer(120, 900) * 1e6,
    accuracy: isVague ? 'tidak_diketahui' : 'desa',
    geometry: null,
    shares: [[isVague ? desa.kecamatan.code : desa.code, 1]],
  };
}

const million = (rupiah: number): number => Math.max(1, Math.round(rupiah / 1e6)) * 1_000_000;

/** What is known of a project at the status it has reached; what comes later is null. */
function recordOf(
  id: string,
  subject: Subject,
  fiscalYear: number,
  history: readonly ProjectHistoryRecord[],
  random: Random,
  dataset: string,
): ProjectRecord {
  const { costRupiah, shares: _, ...about } = subject;
  const passed = new Set(history.map(({ status }) => status));
  const last = history[history.length - 1]!;
  const number = id.slice(-4);
  const proposedRupiah = million(costRupiah * random.between(1, 1.15));
  const plannedRupiah = passed.has('masuk_rkpd') ? million(proposedRupiah * random.between(0.85, 1)) : null;
  const ceilingRupiah = passed.has('masuk_apbd') ? million(plannedRupiah! * random.between(0.88, 1)) : null;
  // Contracts are odd sums: an offer is never round.
  const contractRupiah = passed.has('kontrak')
    ? Math.floor(ceilingRupiah! * random.between(0.86, 0.985)) - random.integer(100, 999)
    : null;
  const method = passed.has('rup_diumumkan') ? methodOf(subject, ceilingRupiah!, random) : null;
  const progress = progressOf(last.status, random);
  return {
    id,
    ...about,
    fiscalYear,
    proposedRupiah,
    plannedRupiah,
    ceilingRupiah,
    contractRupiah,
    spentRupiah:
      contractRupiah === null || progress === null
        ? null
        : Math.floor((contractRupiah * progress.financialPercent) / 100),
    method,
    procurementCode: passed.has('rup_diumumkan') ? `CONTOH-RUP-${number}` : null,
    tenderCode:
      passed.has('pemilihan') && (method === 'TENDER' || method === 'SELEKSI') ? `CONTOH-TDR-${number}` : null,
    provider:
      passed.has('kontrak') && method !== 'SWAKELOLA'
        ? `${ceilingRupiah! > 2.5e9 ? 'PT' : 'CV'} Contoh Karya ${random.integer(1, 60)}`
        : null,
    status: last.status,
    physicalPercent: progress?.physicalPercent ?? null,
    financialPercent: progress?.financialPercent ?? null,
    plannedPercent: progress?.plannedPercent ?? null,
    updatedOn: last.changedOn,
    dataset,
  };
}

function methodOf(subject: Subject, ceilingRupiah: number, random: Random): NonNullable<ProjectRecord['method']> {
  if (subject.fundingSource === 'DANA_DESA') return 'SWAKELOLA';
  if (subject.sector === 'waste') return 'E_PURCHASING';
  // Below 400 million a direct purchase is usual (Perpres 46/2025, general knowledge).
  if (ceilingRupiah < 400e6)
    return random.pickWeighted([
      ['PENGADAAN_LANGSUNG', 8],
      ['PENUNJUKAN_LANGSUNG', 1],
      ['SWAKELOLA', 1],
    ] as const);
  return random.pickWeighted([
    ['TENDER', 8],
    ['E_PURCHASING', 2],
    ['SELEKSI', 1],
  ] as const);
}

/** Progress that fits the status: critical by the rule where it says so, on time enough where it does not. */
function progressOf(
  status: ProjectStatus,
  random: Random,
): { physicalPercent: number; plannedPercent: number; financialPercent: number } | null {
  const paid = (physical: number): number => roundTo(physical * random.between(0.7, 1), 1);
  switch (status) {
    case 'kontrak':
      return { physicalPercent: 0, plannedPercent: 0, financialPercent: 0 };
    case 'pelaksanaan':
    case 'addendum': {
      const plannedPercent = roundTo(random.between(15, 95), 1);
      const physicalPercent = roundTo(
        Math.min(100, Math.max(0, plannedPercent + random.between(plannedPercent < 70 ? -8 : -4, 4))),
        1,
      );
      if (isContractCritical(plannedPercent, physicalPercent)) throw new Error('sample projects: progress is critical');
      return { physicalPercent, plannedPercent, financialPercent: paid(physicalPercent) };
    }
    case 'kritis':
    case 'putus_kontrak': {
      const plannedPercent = roundTo(random.between(35, 98), 1);
      const physicalPercent = roundTo(
        Math.max(2, plannedPercent - random.between(11.5, status === 'kritis' ? 24 : 45)),
        1,
      );
      return { physicalPercent, plannedPercent, financialPercent: paid(physicalPercent) };
    }
    case 'pho':
    case 'pemeliharaan':
      return { physicalPercent: 100, plannedPercent: 100, financialPercent: 95 };
    case 'fho':
    case 'dimanfaatkan':
      return { physicalPercent: 100, plannedPercent: 100, financialPercent: 100 };
    default:
      return null;
  }
}
