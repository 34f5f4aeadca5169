import type { Alternative, Explanation, PlannedProject, Remedy } from '#analysis';
import type { AssessmentInput, DatasetItem, RegionItem } from '#contract';
import type { Authority } from '#model/authority';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { GapsReply, ReachInterval, TravelMethod } from '../worker/questions.ts';
import type { ReportLevel } from './report-services.ts';

/** A footnote: a dataset that a figure rests on, or the way it was found. Numbers begin at 1, in the order of the page. */
export type ReportNote =
  | { readonly type: 'dataset'; readonly dataset: Pick<AssessmentInput, 'title' | 'producer' | 'date' | 'status'> }
  | { readonly type: 'cells'; readonly metres: number; readonly weighted: boolean }
  | { readonly type: 'travel'; readonly method: TravelMethod };

/** A number of the page and the footnotes that it rests on; null where nothing is known. */
export interface Figure {
  readonly value: number | null;
  readonly notes: readonly number[];
}

/** One rule held against the region. */
export interface ReportRow {
  readonly standard: ServiceStandard;
  /**
   * `missing`: no data of the facilities; `lacking`: too few units; `beyond`: enough or shared, but more than a tenth of
   * the people live too far; `enough`: neither.
   */
  readonly outcome: 'missing' | 'lacking' | 'beyond' | 'enough';
  /** One unit is meant for more people than live here: how many the region needs by itself says nothing. */
  readonly isShared: boolean;
  readonly need: Figure;
  readonly available: Figure;
  readonly gap: Figure;
  /** Counted, but without a point: they serve nobody in `reach`. */
  readonly unplaced: number;
  readonly reach: {
    readonly share: Figure;
    readonly people: Figure;
    readonly radiusMetres: number;
    /** How sure the share is; null where it was not worked out. */
    readonly interval: ReachInterval | null;
  } | null;
  readonly travel: { readonly share: Figure; readonly minutes: number; readonly isLaw: boolean } | null;
  /**
   * People whom the service does not reach or has no room for, whichever are more; of a desa only those out of reach, for its
   * units are rounded up and those next door serve it, too. Null where not known.
   */
  readonly affected: Figure;
  /** Schools under the ministry of religion, which do the same work and are not in the data. */
  readonly uncounted: 'mi' | 'mts' | 'ma' | null;
  /** Place among the regions of the level by what `outcome` speaks of, 1 the worst; null where nothing is ranked. */
  readonly rank: { readonly place: number; readonly total: number; readonly isTied: boolean } | null;
  /** Whether some of its facilities, or the people they are counted for, are made up. */
  readonly isSample: boolean;
}

/** What the finding counts. Made-up services are only spoken of where there are no others. */
export interface ReportCount {
  /** Services that can be assessed and are counted. */
  readonly known: number;
  readonly lacking: number;
  readonly beyond: number;
  readonly missing: number;
  /** Made-up services. */
  readonly sample: number;
  /** All services that can be assessed are made up, and so is what the finding says. */
  readonly isAllSample: boolean;
}

/** One of the worst rows, with what the engine says about it. */
export interface ReportGap {
  readonly row: ReportRow;
  readonly alternatives: readonly (Omit<Alternative, 'distanceMetres' | 'minutes'> & {
    readonly distanceMetres: Figure;
    readonly minutes: Figure;
  })[];
  readonly remedy: Remedy | null;
  readonly authority: readonly Authority[];
}

export interface ReportProject extends Omit<PlannedProject, 'ceilingRupiah' | 'distanceMetres'> {
  readonly ceilingRupiah: Figure;
  readonly distanceMetres: Figure;
}

/** Everything a report says, as numbers and codes. */
export interface ReportModel {
  readonly region: Pick<RegionItem, 'code' | 'name' | 'kind' | 'level'> & { readonly level: ReportLevel };
  readonly parentName: string | null;
  readonly people: Figure;
  readonly isPeopleEstimated: boolean;
  readonly areaKm2: Figure;
  readonly villages: Figure | null;
  /** Real services first, then made-up ones. */
  readonly rows: readonly ReportRow[];
  readonly count: ReportCount;
  readonly gaps: readonly ReportGap[];
  readonly projects: readonly ReportProject[];
  /** Whether projects are known at all: else their absence says nothing. */
  readonly knowsProjects: boolean;
  readonly notes: readonly ReportNote[];
  readonly isSample: boolean;
}

/** What all reports of a level share. */
export interface ReportSource {
  readonly level: ReportLevel;
  /** The answers to the rules of the report, in their order. */
  readonly replies: readonly GapsReply[];
  /** How sure each share is, by id of standard and code of region. */
  readonly intervals?: ReadonlyMap<string, ReadonlyMap<RegionCode, ReachInterval>>;
  readonly regions: readonly RegionItem[];
  readonly datasets: readonly DatasetItem[];
}

/** Above this share of people too far away, distance is a finding of its own. */
const OUT_OF_REACH = 0.1;
const WORST = 3;

/** The rules that hurt most people in a region, at most three: those to ask the engine about. */
export function worstReplies(source: ReportSource, code: RegionCode): GapsReply[] {
  return worstOf(rowsOf(source, code, createNotes(source))).map(({ reply }) => reply);
}

/**
 * The report of one region. `explanations` are by id of standard, for the rules of `worstReplies`; one that is missing
 * leaves out alternatives and remedies. Throws when the region is not among the source's.
 */
export function reportModelOf(
  source: ReportSource,
  code: RegionCode,
  explanations: ReadonlyMap<string, Explanation>,
): ReportModel {
  const region = source.regions.find((item) => item.code === code);
  if (!region || region.level !== source.level) throw new Error(`no region ${code} on level ${source.level}`);
  const notes = createNotes(source);
  const first = source.replies[0];
  const item = first?.items.find((candidate) => candidate.region.code === code);
  const people = notes.figure(
    item ? item.population : (region.population?.value ?? null),
    notes.inRole(first, 'population'),
  );
  const ground = notes.datasets([region.dataset]);
  const areaKm2 = notes.figure(region.areaKm2, ground);
  const villages = source.regions.filter((inner) => inner.level === 'desa' && inner.parent === code).length;
  const rows = rowsOf(source, code, notes);
  const gaps = worstOf(rows).map(({ reply, row }): ReportGap => {
    const explanation = explanations.get(row.standard.id);
    const found = [...notes.inRole(reply, 'facilities'), ...notes.travel(reply)];
    return {
      row,
      alternatives: (explanation?.alternatives ?? []).map((alternative) => ({
        ...alternative,
        distanceMetres: notes.figure(alternative.distanceMetres, notes.inRole(reply, 'facilities')),
        minutes: notes.figure(alternative.minutes, alternative.minutes === null ? [] : found),
      })),
      remedy: explanation?.remedies[0] ?? null,
      authority: explanation?.authority ?? row.standard.authority,
    };
  });
  const projectDatasets = source.datasets.filter((dataset) => dataset.family === 'project' && dataset.records > 0);
  const projects = uniqueProjects(gaps.flatMap(({ row }) => explanations.get(row.standard.id)?.projects ?? []));
  const projectNotes = projects.length > 0 ? notes.datasets(projectDatasets.map((dataset) => dataset.id)) : [];
  return {
    region: { code, name: region.name, kind: region.kind, level: source.level },
    parentName: source.regions.find((other) => other.code === region.parent)?.name ?? null,
    people,
    isPeopleEstimated: first?.estimated.includes(code) ?? false,
    areaKm2,
    villages: source.level === 'kecamatan' ? notes.figure(villages, ground) : null,
    rows: rows.map(({ row }) => row),
    count: countOf(rows.map(({ row }) => row)),
    gaps,
    projects: projects.map((project) => ({
      ...project,
      ceilingRupiah: notes.figure(project.ceilingRupiah, projectNotes),
      distanceMetres: notes.figure(project.distanceMetres, projectNotes),
    })),
    knowsProjects: projectDatasets.length > 0,
    notes: notes.all,
    isSample: notes.all.some(
      (note) =>
        (note.type === 'dataset' && note.dataset.status === 'contoh') ||
        (note.type === 'travel' && note.method.isSample),
    ),
  };
}

/** The rows of the page, real services first, so that their footnotes come first, too. */
function rowsOf(source: ReportSource, code: RegionCode, notes: Notes): { reply: GapsReply; row: ReportRow }[] {
  const real = source.replies.filter((reply) => !isMadeUp(reply));
  const made = source.replies.filter(isMadeUp);
  return [...real, ...made].map((reply) => ({ reply, row: rowOf(source, reply, code, notes) }));
}

function isMadeUp({ inputs }: GapsReply): boolean {
  return inputs.some(({ role, status }) => (role === 'facilities' || role === 'population') && status === 'contoh');
}

function countOf(rows: readonly ReportRow[]): ReportCount {
  const judged = judgedRows(rows);
  return {
    known: judged.length,
    lacking: judged.filter(({ outcome }) => outcome === 'lacking').length,
    beyond: judged.filter(({ outcome }) => outcome === 'beyond').length,
    missing: rows.filter(({ outcome }) => outcome === 'missing').length,
    sample: rows.filter(({ isSample, outcome }) => isSample && outcome !== 'missing').length,
    isAllSample: judged.length > 0 && judged.every(({ isSample }) => isSample),
  };
}

/** What may be said of the region: real services that can be assessed; made-up ones only where there are no others. */
function judgedRows(rows: readonly ReportRow[]): ReportRow[] {
  const known = rows.filter(({ outcome }) => outcome !== 'missing');
  const real = known.filter(({ isSample }) => !isSample);
  return real.length > 0 ? real : known;
}

function rowOf({ level, intervals }: ReportSource, reply: GapsReply, code: RegionCode, notes: Notes): ReportRow {
  const { standard } = reply.question;
  const { tests } = standard;
  const item = reply.items.find((candidate) => candidate.region.code === code);
  const population = item?.population ?? null;
  const available = item?.available ?? null;
  const isShared =
    tests.ratio !== undefined && !tests.perRegion && population !== null && tests.ratio.peoplePerUnit > population;
  const facilities = notes.inRole(reply, 'facilities');
  const both = [...notes.inRole(reply, 'population'), ...facilities];
  const need = isShared ? null : (item?.need ?? null);
  const gap = need === null || available === null ? null : need - available;
  const servedShare = item?.servedShare ?? null;
  const beyond = (other: { servedShare: number | null }): number | null =>
    other.servedShare === null ? null : 1 - other.servedShare;

  const isLacking = gap !== null && gap > 0;
  const isBeyond = servedShare !== null && 1 - servedShare > OUT_OF_REACH;
  const outcome =
    available === null
      ? 'missing'
      : // A desa rounds its need up and uses units next door, so there distance weighs more than number.
        isLacking && !(level === 'desa' && isBeyond)
        ? 'lacking'
        : isBeyond
          ? 'beyond'
          : 'enough';
  const rank =
    outcome === 'lacking' && level !== 'desa'
      ? rankIn(
          reply.items.map((other) => other.gap),
          gap,
        )
      : outcome === 'beyond'
        ? rankIn(reply.items.map(beyond), item ? beyond(item) : null)
        : null;
  const reachNotes = [...both, ...notes.cells(reply)];
  const travelNotes = [...both, ...notes.travel(reply)];
  const travel = item?.travel ?? null;
  return {
    standard,
    outcome,
    isShared,
    need: notes.figure(need, both),
    available: notes.figure(available, facilities),
    gap: notes.figure(gap, both),
    unplaced: item?.unplaced ?? 0,
    reach: tests.radius
      ? {
          share: notes.figure(servedShare, reachNotes),
          people: notes.figure(item?.servedPeople ?? null, reachNotes),
          radiusMetres: tests.radius.radiusMetres,
          interval: intervals?.get(standard.id)?.get(code) ?? null,
        }
      : null,
    travel:
      travel && reply.travel
        ? {
            share: notes.figure(travel.reachedShare, travelNotes),
            minutes: reply.travel.minutes,
            isLaw: tests.travel?.minutes === reply.travel.minutes,
          }
        : null,
    affected: notes.figure(
      affectedPeople(
        population,
        isShared || level === 'desa' ? null : available,
        need,
        gap,
        item?.servedPeople ?? null,
        tests.ratio?.peoplePerUnit,
      ),
      tests.radius ? reachNotes : both,
    ),
    uncounted: reply.kemenagCount === null ? uncountedIn(standard) : null,
    rank,
    isSample: isMadeUp(reply),
  };
}

function uncountedIn({ limits }: ServiceStandard): ReportRow['uncounted'] {
  if (limits.includes('without_mi')) return 'mi';
  if (limits.includes('without_mts')) return 'mts';
  return limits.includes('without_ma') ? 'ma' : null;
}

/** People above what the units are meant for, or out of reach; the larger of both, since they overlap in an unknown way. */
function affectedPeople(
  population: number | null,
  available: number | null,
  need: number | null,
  gap: number | null,
  served: number | null,
  peoplePerUnit: number | undefined,
): number | null {
  if (population === null) return null;
  const crowded =
    available === null || gap === null
      ? null
      : gap <= 0
        ? 0
        : peoplePerUnit === undefined
          ? Math.round((population * gap) / Math.max(1, need ?? 1))
          : Math.max(0, population - available * peoplePerUnit);
  const far = served === null ? null : population - served;
  return crowded === null && far === null ? null : Math.max(crowded ?? 0, far ?? 0);
}

/** The rows that are lacking or out of reach, most people first, then most units; equal ones in the order of the page. */
function worstOf<T extends { readonly row: ReportRow }>(rows: readonly T[]): T[] {
  const judged = new Set(judgedRows(rows.map(({ row }) => row)));
  // Sorting keeps the order of equals.
  return rows
    .filter(({ row }) => judged.has(row) && (row.outcome === 'lacking' || row.outcome === 'beyond'))
    .sort(
      ({ row: a }, { row: b }) =>
        (b.affected.value ?? 0) - (a.affected.value ?? 0) || (b.gap.value ?? 0) - (a.gap.value ?? 0),
    )
    .slice(0, WORST);
}

function rankIn(values: readonly (number | null)[], own: number | null): ReportRow['rank'] {
  if (own === null) return null;
  const known = values.filter((value) => value !== null);
  return {
    place: 1 + known.filter((value) => value > own).length,
    total: known.length,
    isTied: known.filter((value) => value === own).length > 1,
  };
}

/** Nearest first within what is closest to the matter; a project that two rules name stands once. */
function uniqueProjects(projects: readonly PlannedProject[]): PlannedProject[] {
  const found = new Map<string, PlannedProject>();
  for (const project of projects) {
    const known = found.get(project.id);
    if (!known || known.relation === 'same-sector') found.set(project.id, project);
  }
  const order = (project: PlannedProject): number => (project.relation === 'same-kind' ? 0 : 1);
  return [...found.values()].sort(
    (a, b) =>
      order(a) - order(b) || (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity) || (a.id < b.id ? -1 : 1),
  );
}

interface Notes {
  readonly all: readonly ReportNote[];
  figure(value: number | null, notes: readonly number[]): Figure;
  datasets(ids: readonly string[]): number[];
  inRole(reply: GapsReply | undefined, role: AssessmentInput['role']): number[];
  cells(reply: GapsReply): number[];
  travel(reply: GapsReply): number[];
}

/** Numbers the footnotes as they are first used. */
function createNotes({ datasets }: Pick<ReportSource, 'datasets'>): Notes {
  const numbers = new Map<string, number>();
  const all: ReportNote[] = [];
  function numberOf(key: string, note: () => ReportNote): number {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    all.push(note());
    numbers.set(key, all.length);
    return all.length;
  }
  return {
    all,
    figure: (value, notes) => ({ value, notes: [...new Set(notes)].sort((a, b) => a - b) }),
    datasets: (ids) =>
      [...new Set(ids)].flatMap((id) => {
        const dataset = datasets.find((candidate) => candidate.id === id);
        return dataset ? [numberOf(`dataset ${id}`, () => ({ type: 'dataset', dataset }))] : [];
      }),
    inRole: (reply, role) =>
      (reply?.inputs ?? [])
        .filter((input) => input.role === role)
        .map((input) => numberOf(`dataset ${input.dataset}`, () => ({ type: 'dataset', dataset: input }))),
    cells: ({ cellMetres, weighted }) =>
      cellMetres === null ? [] : [numberOf('cells', () => ({ type: 'cells', metres: cellMetres, weighted }))],
    travel: ({ travel }) =>
      travel === null
        ? []
        : [
            numberOf(`travel ${travel.mode} ${travel.path}`, () => ({
              type: 'travel',
              method: travel,
            })),
          ],
  };
}
