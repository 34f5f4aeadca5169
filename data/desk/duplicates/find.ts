// Which facilities may be one and the same: near, and called alike; or with one national code.
import { setImmediate as pause } from 'node:timers/promises';
import { distance as editDistance } from 'fastest-levenshtein';
import type { PairReason } from '#model/duplicate';
import type { FacilityKind } from '#model/facility';
import type { Position } from '#model/geometry';
import { metresBetween } from '../../import/coordinates.ts';
import { spotOf, spotsAround } from '../check/duplicates.ts';
import { facilityNameKey, isSimilarName } from '../check/facility-names.ts';
import { DUPLICATE_METRES } from '../check/identity.ts';

/** What a facility is compared by. */
export interface Comparable {
  readonly id: string;
  readonly kind: FacilityKind;
  readonly name: string;
  readonly dataset: string;
  readonly region: string;
  readonly nationalCode: string | null;
  /** Called by its kind, having no name of its own. */
  readonly isUnnamed: boolean;
  /** Made up: never one thing with a real one. */
  readonly sample: boolean;
  readonly position: Position | null;
}

/** Two facilities that may be one. `first` sorts before `second`. */
export interface CandidatePair {
  readonly first: Comparable;
  readonly second: Comparable;
  /** Null where one has no point. */
  readonly metres: number | null;
  /** Of the two names, 0–1. */
  readonly similarity: number;
  readonly reasons: readonly PairReason[];
  /** 0–1; the surest have 1. */
  readonly score: number;
}

/** Kinds that lists take for each other; every other kind is only compared with itself. */
const TAKEN_FOR: Partial<Record<FacilityKind, string>> = {
  musala: 'prayer',
  mosque: 'prayer',
  clinic: 'practice',
  doctor: 'practice',
  dentist: 'practice',
  midwife: 'practice',
  shop: 'trade',
  market: 'trade',
  pustu: 'health',
  puskesmas: 'health',
};
const groupOf = (kind: FacilityKind): string => TAKEN_FOR[kind] ?? kind;

/** What somebody writes who knows no name; such things are only one when they lie on each other. */
const NO_NAMES: ReadonlySet<string> = new Set(
  [
    'Masjid',
    'Musala',
    'Posyandu',
    'Puskesmas',
    'Pustu',
    'Klinik',
    'Apotek',
    'Toko',
    'Warung',
    'Pasar',
    'SD',
    'SD Negeri',
  ].map(facilityNameKey),
);
const NO_NAME_METRES = 25;
/** So many facilities without a point share a name: it says nothing. */
const MOST_NAMESAKES = 40;
/** Other requests have their turn after as many. */
const PER_TURN = 2_000;
const NAME_WEIGHT = 0.6;

/** Pairs that may be one thing, surest first, equally sure ones in the order of their ids. Lets other work in between. */
export async function findPairs(things: readonly Comparable[]): Promise<CandidatePair[]> {
  const index = new Index();
  for (const [count, thing] of things.entries()) {
    index.add(thing);
    if (count % PER_TURN === PER_TURN - 1) await pause();
  }
  return index.pairs.sort(
    (a, b) => b.score - a.score || compare(a.first.id, b.first.id) || compare(a.second.id, b.second.id),
  );
}

/** Key of a pair, whichever is named first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Indexed {
  readonly thing: Comparable;
  readonly group: string;
  readonly key: string;
  readonly code: string | null;
}

/** Facilities by place, code and name; each that is added is held against those before it. */
class Index {
  readonly pairs: CandidatePair[] = [];
  /** By group, then by cell of about 150 m. */
  private readonly spots = new Map<string, Map<number, Indexed[]>>();
  private readonly codes = new Map<string, Indexed[]>();
  private readonly names = new Map<string, Indexed[]>();

  add(thing: Comparable): void {
    const one: Indexed = {
      thing,
      group: groupOf(thing.kind),
      key: thing.isUnnamed ? '' : facilityNameKey(thing.name),
      code: thing.nationalCode === null ? null : thing.nationalCode.toUpperCase().replace(/[^A-Z0-9]/g, ''),
    };
    const seen = new Set<string>();
    const hold = (other: Indexed): void => {
      if (seen.has(other.thing.id) || other.thing.sample !== thing.sample) return;
      seen.add(other.thing.id);
      const pair = pairOf(one, other);
      if (pair !== null) this.pairs.push(pair);
    };
    if (one.code !== null) put(this.codes, `${one.group} ${one.code}`, one).forEach(hold);
    if (one.key === '') return;
    const spots = this.spots.get(one.group) ?? new Map<number, Indexed[]>();
    this.spots.set(one.group, spots);
    if (thing.position !== null) {
      const spot = spotOf(thing.position);
      for (const near of spotsAround(spot)) spots.get(near)?.forEach(hold);
      put(spots, spot, one);
    }
    const namesakes = put(this.names, `${one.group} ${one.key}`, one);
    if (namesakes.length > MOST_NAMESAKES) return;
    for (const other of namesakes) if (thing.position === null || other.thing.position === null) hold(other);
  }
}

/** Those before it under a key, among which it is from now on. */
function put<K>(map: Map<K, Indexed[]>, key: K, one: Indexed): Indexed[] {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [one]);
    return [];
  }
  const before = known.slice();
  known.push(one);
  return before;
}

function pairOf(a: Indexed, b: Indexed): CandidatePair | null {
  const [p, q] = [a.thing.position, b.thing.position];
  const isAlike = isSimilarName(a.key, b.key);
  const isCoded = a.code !== null && a.code === b.code;
  // Two national codes are two things, whatever they are called.
  if (!isCoded && (!isAlike || (a.code !== null && b.code !== null))) return null;
  const metres = p === null || q === null ? null : metresBetween(p, q);
  const similarity = similarityOf(a.key, b.key);
  const made = (reasons: PairReason[], score: number): CandidatePair => {
    const [first, second] = a.thing.id < b.thing.id ? [a.thing, b.thing] : [b.thing, a.thing];
    return { first, second, metres, similarity, reasons, score };
  };
  const byName: PairReason = a.key === b.key ? 'same_name' : 'similar_name';
  if (isCoded) return made(['same_code', ...(isAlike ? [byName] : [])], 1);
  if (metres === null) {
    const [r, s] = [a.thing.region, b.thing.region];
    const isOneRegion = a.key === b.key && !NO_NAMES.has(a.key) && (isWithin(r, s) || isWithin(s, r));
    return isOneRegion ? made([byName, 'same_region'], NAME_WEIGHT) : null;
  }
  const most = NO_NAMES.has(a.key) ? NO_NAME_METRES : DUPLICATE_METRES;
  if (metres > most) return null;
  return made([byName, 'near'], NAME_WEIGHT * similarity + (1 - NAME_WEIGHT) * (1 - metres / DUPLICATE_METRES));
}

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

const similarityOf = (a: string, b: string): number => {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : 1 - editDistance(a, b) / longer;
};
