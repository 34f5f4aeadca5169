// Which projects may be one: of one purpose, at one place, in the same year or the one beside it.
import { setImmediate as pause } from 'node:timers/promises';
import Flatbush from 'flatbush';
import type { OverlapReason } from '#model/overlap';
import type { ProjectStatus } from '#model/project';
import { isLine, metresApart, sharedLength, type Shape } from './shapes.ts';
import { readTitle, sharedWords, titleSimilarity, type Title, type Works } from './title.ts';

/** What a project is compared by. */
export interface Comparable {
  readonly id: string;
  readonly name: string;
  readonly dataset: string;
  readonly agency: string | null;
  readonly opd: string;
  readonly fiscalYear: number;
  readonly fundingSource: string;
  readonly status: ProjectStatus;
  readonly subActivityCode: string | null;
  readonly assetCode: string | null;
  /** Made up: never one with a real project. */
  readonly sample: boolean;
  /** Desa that it is stated for, where that is all that is known of its place; else null. */
  readonly desa: string | null;
  readonly shape: Shape | null;
}

/** Two projects that may be one; `a` sorts before `b`. */
export interface CandidatePair {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly reasons: readonly OverlapReason[];
}

/** Two works of one purpose this near each other serve the same people (domain B2). */
export const NEAR_METRES = 200;
/** Roads that run together for longer than this are the same works (domain B2). */
export const ALONG_METRES = 100;
/** Existing things of different names are two, unless they stand at one spot: then one of them is called otherwise. */
const SAME_SPOT_METRES = 25;
const MOST_YEARS_APART = 1;
/** Titles this alike speak of one thing. */
const ALIKE = 0.55;
/** Without a shape only titles can tell, and they have to say nearly the same. */
const NEARLY_EQUAL = 0.85;
/** What is over: it competes with nothing. */
const ENDED: ReadonlySet<ProjectStatus> = new Set(['ditolak', 'digabung']);
const PER_TURN = 200;
const DEGREES = NEAR_METRES / 110_000;

/** Things that run along a line: a point on them does not say which one is meant. */
const LINEAR = new Set(['road', 'farm-road', 'drainage', 'irrigation', 'pavement', 'retaining', 'river', 'light']);

interface Read {
  readonly project: Comparable;
  readonly title: Title;
}

/** Whether a project is looked at: what was refused or merged is not. */
export const isCompared = ({ status }: Pick<Comparable, 'status'>): boolean => !ENDED.has(status);

/** Pairs that may be one project, surest first, equally sure ones in the order of their ids. Lets other work in between. */
export async function findOverlaps(projects: readonly Comparable[]): Promise<CandidatePair[]> {
  const reads: Read[] = [];
  for (const project of projects) {
    if (isCompared(project)) reads.push({ project, title: readTitle(project.name) });
    if (reads.length % PER_TURN === PER_TURN - 1) await pause();
  }
  const pairs = new Map<string, CandidatePair>();
  const hold = (one: Read, other: Read): void => {
    if (one.project.id === other.project.id) return;
    const [a, b] = one.project.id < other.project.id ? [one, other] : [other, one];
    const key = pairKey(a.project.id, b.project.id);
    if (pairs.has(key)) return;
    const pair = pairOf(a, b);
    if (pair !== null) pairs.set(key, pair);
  };
  await holdNear(reads, hold);
  await holdNamed(reads, hold);
  return [...pairs.values()].sort((x, y) => y.score - x.score || compare(x.a, y.a) || compare(x.b, y.b));
}

/** Key of a pair, whichever is named first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Hold = (one: Read, other: Read) => void;

async function holdNear(reads: readonly Read[], hold: Hold): Promise<void> {
  const placed = reads.filter(({ project }) => project.shape !== null);
  if (placed.length === 0) return;
  const index = new Flatbush(placed.length);
  for (const { project } of placed) index.add(...project.shape!.box);
  index.finish();
  for (const [at, read] of placed.entries()) {
    const [west, south, east, north] = read.project.shape!.box;
    for (const other of index.search(west - DEGREES, south - DEGREES, east + DEGREES, north + DEGREES))
      if (other > at) hold(read, placed[other]!);
    if (at % PER_TURN === PER_TURN - 1) await pause();
  }
}

/** Those that one has no shape of: by the code of what they work on, and by the desa they are for. */
async function holdNamed(reads: readonly Read[], hold: Hold): Promise<void> {
  const groups = new Map<string, Read[]>();
  for (const read of reads) {
    const { assetCode, desa } = read.project;
    for (const key of [assetCode === null ? null : `asset ${assetCode}`, desa === null ? null : `desa ${desa}`]) {
      if (key === null) continue;
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(read);
    }
  }
  for (const group of groups.values()) {
    for (const [at, read] of group.entries()) for (const other of group.slice(at + 1)) hold(read, other);
    if (group.length > 20) await pause();
  }
}

function pairOf(one: Read, other: Read): CandidatePair | null {
  const [a, b] = [one.project, other.project];
  const years = Math.abs(a.fiscalYear - b.fiscalYear);
  if (a.sample !== b.sample || years > MOST_YEARS_APART) return null;
  const purpose = purposeOf(one, other);
  if (purpose === null) return null;
  const similarity = titleSimilarity(one.title, other.title);
  const place = placeOf(one, other, similarity);
  if (place === null) return null;
  const isElsewhere = a.agency === null || b.agency === null ? a.opd !== b.opd : a.agency !== b.agency;
  const isOtherFund = a.fundingSource !== b.fundingSource;
  // One agency's two lines of one year and fund are two packages of its own, unless they say the same.
  if (!isElsewhere && !isOtherFund && years === 0 && similarity < NEARLY_EQUAL) return null;
  const reasons: OverlapReason[] = [...place.reasons, ...purpose.reasons];
  if (similarity >= ALIKE) reasons.push({ code: 'similar_title', similarity: rounded(similarity) });
  if (isElsewhere) reasons.push({ code: 'other_agency' });
  if (years > 0) reasons.push({ code: 'other_year', years });
  if (isOtherFund) reasons.push({ code: 'other_fund' });
  return {
    a: a.id,
    b: b.id,
    score: rounded(0.45 * place.score + 0.35 * similarity + 0.2 * purpose.score),
    reasons,
  };
}

const rounded = (share: number) => Math.round(share * 1000) / 1000;

interface Ground {
  readonly score: number;
  readonly reasons: readonly OverlapReason[];
}

/** Whether two projects are for the same purpose; null where something says that they are not. */
function purposeOf({ project: a, title: s }: Read, { project: b, title: t }: Read): Ground | null {
  const isSameAsset = a.assetCode !== null && a.assetCode === b.assetCode;
  const isSameActivity = a.subActivityCode !== null && a.subActivityCode === b.subActivityCode;
  const isSameObject = s.object !== null && s.object === t.object;
  if (s.object !== null && t.object !== null && !isSameObject) return null;
  if (!isSameObject && !isSameActivity && !isSameAsset) return null;
  const works = worksTogether(s, t);
  if (works === 0) return null;
  if (s.parts.size > 0 && t.parts.size > 0 && ![...s.parts].some((part) => t.parts.has(part))) return null;
  if (differ(s.numbers, t.numbers) || differ(s.corners, t.corners)) return null;
  // Stage two goes on where stage one ends, and so does what is called a continuation.
  if (s.stage !== t.stage && (s.stage !== null || t.stage !== null)) return null;
  if (s.stretch !== null && t.stretch !== null && (s.stretch[1] <= t.stretch[0] || t.stretch[1] <= s.stretch[0]))
    return null;
  const reasons: OverlapReason[] = [];
  if (isSameObject) reasons.push({ code: 'same_kind', kind: s.object! });
  if (isSameActivity) reasons.push({ code: 'same_sub_activity', subActivityCode: a.subActivityCode! });
  if (isSameAsset) reasons.push({ code: 'same_asset', assetCode: a.assetCode! });
  return { score: works * (isSameActivity || isSameAsset ? 1 : 0.8), reasons };
}

const differ = (a: readonly string[], b: readonly string[]) =>
  a.length > 0 && b.length > 0 && !a.some((word) => b.includes(word));

/** 1 for the same works, less where they only may be, 0 for works that go on beside each other. */
function worksTogether({ works: a, object }: Title, { works: b }: Title): number {
  if (a.size === 0 && b.size === 0) return 1;
  if ([...a].some((one) => b.has(one))) return 1;
  // A study, land, or things that move are never the works that the other title leaves open.
  const isWorks = (works: ReadonlySet<Works>) =>
    [...works].some((one) => ['build', 'repair', 'maintain'].includes(one));
  if (a.size === 0 || b.size === 0) return isWorks(a.size === 0 ? b : a) ? 0.7 : 0;
  // `Pembangunan jalan` is as often the paving of one that is there.
  const isPaving = object !== null && LINEAR.has(object) && isEither(a, b, 'build', 'repair');
  return isPaving ? 0.8 : 0;
}

const isEither = (a: ReadonlySet<Works>, b: ReadonlySet<Works>, one: Works, other: Works) =>
  (a.has(one) && b.has(other)) || (a.has(other) && b.has(one));

/** Whether two projects are at one place; null where they are not. */
function placeOf(one: Read, other: Read, similarity: number): Ground | null {
  const [a, b] = [one.project.shape, other.project.shape];
  if (a === null || b === null) return namedPlace(one, other, similarity);
  if (isLine(a) && isLine(b)) {
    const { metres, share } = sharedLength(a, b);
    if (metres <= ALONG_METRES) return null;
    return { score: share, reasons: [{ code: 'along', metres: Math.round(metres), share: rounded(share) }] };
  }
  const metres = metresApart(a, b);
  if (metres >= NEAR_METRES) return null;
  const [s, t] = [one.title, other.title];
  const isUnnamed = s.names.length === 0 || t.names.length === 0;
  const isNamesake = isUnnamed || sharedWords(s.names, t.names) > 0 || s.names.join('') === t.names.join('');
  const isNew = s.works.has('build') && t.works.has('build') && s.parts.size === 0 && t.parts.size === 0;
  if (s.object !== null && LINEAR.has(s.object)) {
    // Roads cross each other everywhere: a point is of the road that the title names.
    if (similarity < ALIKE || (isUnnamed && s.names.length !== t.names.length)) return null;
  } else if (!isNamesake && !isNew && metres > SAME_SPOT_METRES) return null;
  return { score: 1 - metres / NEAR_METRES, reasons: [{ code: 'near', metres: Math.round(metres) }] };
}

/** One of them lies nowhere: the code of the facility, or the desa and nearly the same words, make them one. */
function namedPlace({ project: a, title: s }: Read, { project: b, title: t }: Read, similarity: number): Ground | null {
  const isLinear = s.object !== null && LINEAR.has(s.object);
  if (a.assetCode !== null && a.assetCode === b.assetCode)
    return !isLinear || similarity >= NEARLY_EQUAL ? { score: 0.7, reasons: [] } : null;
  const isOneDesa = a.desa !== null && a.desa === b.desa;
  // `Jalan desa` of a village may be any of its roads; it has only one village hall.
  const tells = ({ names, where }: Title) => names.length > 0 || (!isLinear && where.length > 0);
  const isTold = s.object !== null && tells(s) && tells(t);
  return isOneDesa && isTold && similarity >= NEARLY_EQUAL ? { score: 0.5, reasons: [] } : null;
}
