import { isContractCritical, type ProjectStatus } from '#model/project';
import { addDays, onWorkday, yearOf } from './dates.ts';
import { roundTo } from './plane.ts';
import { subjectsOf, type ProjectSite, type Subject } from './project-subjects.ts';
import { progressReports } from './project-progress.ts';
import { randomOf, type Random } from './random.ts';
import type { ProjectHistoryRecord, ProjectProgressRecord, ProjectRecord, ProjectRegionRecord } from './records.ts';
import type { SampleRoad } from './roads.ts';
import type { Territory } from './territory.ts';

interface SampleProjects {
  records: ProjectRecord[];
  regions: ProjectRegionRecord[];
  history: ProjectHistoryRecord[];
  progress: ProjectProgressRecord[];
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
  const subjects = subjectsOf(input.territory, input.roads, input.sites, random);
  const result: SampleProjects = { records: [], regions: [], history: [], progress: [] };
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
  result.progress = progressReports(result.records, result.history, today, seed);
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
