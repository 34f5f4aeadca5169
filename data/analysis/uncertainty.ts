import type { RegionCode } from '#model/region';
import { peopleColumns } from './people-draws.ts';
import { findCandidates } from './reach-candidates.ts';
import { drawSpeeds, MOST_ERRORS, reachDraws } from './reach-draws.ts';
import { seededRandom } from './seeded-random.ts';
import type { ReachLists } from './spatial-index.ts';

/** A coverage share with the span of its draws. */
export interface ReachInterval {
  /** Null: the whole. */
  readonly code: RegionCode | null;
  /**
   * Shares 0-1 of people reached: as published, and the 5th, 50th and 95th percentile of the draws. The span from `p5` to `p95`
   * is widened to hold the published share where that lies beyond the percentile.
   */
  readonly share: number | null;
  readonly p5: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  /** People whose reach cannot be said: facilities without a point could serve them, or their cells meet no road. */
  readonly unplacedPeople: number;
}

/** What may be otherwise than the published figure takes it to be; null switches a source off. */
export interface UncertaintySources {
  /** Slowest and fastest speed as a factor of the central one, e.g. 0.75 and 1.3. */
  readonly speed: { readonly least: number; readonly most: number } | null;
  readonly location: {
    /** Per facility: standard error of its point along each axis, in metres; 0 for a point that is exact. */
    readonly errorMetres: ArrayLike<number>;
    /** Cost of a metre of straight way: 1 where cost is metres, else minutes per metre (detour factor / speed). */
    readonly costPerMetre: number;
  } | null;
  /** How far people within a desa may live otherwise than the surface says: 0 (as it says) to 1. */
  readonly population: { readonly spread: number } | null;
}

export interface CoverageDraws {
  readonly cells: {
    readonly longitude: Float64Array;
    readonly latitude: Float64Array;
    readonly people: ArrayLike<number>;
    /** Per cell the index of its desa. */
    readonly desa: ArrayLike<number>;
  };
  readonly regions: readonly RegionCode[];
  /** Per desa the position of its region in `regions`; −1 for a desa that is left out of the whole, too. */
  readonly regionOfDesa: ArrayLike<number>;
  readonly facilities: { readonly longitude: Float64Array; readonly latitude: Float64Array };
  /** Per facility the cells that it could reach in any draw, with the published cost: all within its `candidateLimits`. */
  readonly lists: ReachLists;
  /**
   * Per cell the part of each cost that does not change with the speed, such as the walk to the road; of a cost that is less,
   * all of it does not. Left out, none.
   */
  readonly access?: ArrayLike<number> | null;
  /** Reached is who needs no more than this; same unit as cost. */
  readonly threshold: number;
  readonly sources: UncertaintySources;
  /** Per cell, 1 where it cannot be placed (it meets no road): its people are counted apart and belong to no share. */
  readonly unplaced?: Uint8Array | null;
  /**
   * Per cell, 1 where a facility without a point could serve it. Its people count as the published share has them; those who
   * are not reached in it are told in `unplacedPeople`.
   */
  readonly maybeServed?: Uint8Array | null;
  /** 200 unless told. */
  readonly draws?: number;
  readonly seed?: number;
}

const DEFAULT_SEED = 20_240_630;
const STREAM = { speed: 0, location: 1, method: 2, lean: 3 } as const;

/**
 * Up to which cost the lists for `coverageIntervals` must go, per facility: what the fastest draw and the farthest displacement
 * could still bring within the threshold.
 */
export function candidateLimits(threshold: number, sources: UncertaintySources, facilityCount: number): Float64Array {
  const fastest = Math.max(1, sources.speed?.most ?? 1);
  return Float64Array.from(
    { length: facilityCount },
    (_, facility) => threshold * fastest + marginOf(sources, facility),
  );
}

/**
 * How sure the share of people reached is: seeded Monte Carlo, the same input has the same answer. The first interval is that
 * of the whole, then those of the regions in their order.
 *
 * Each draw changes what is uncertain, all at once, and counts again:
 * - **Speed**: one factor for all ways of a draw (triangular from least to most, most likely 1), since speeds are assumed alike
 *   everywhere and would be wrong alike. It divides all of a cost but its `access` part.
 * - **Location**: each facility moves by an independent bivariate normal error, cut off at three standard errors. The cost to a
 *   cell changes by as many metres as the straight distance does, at `costPerMetre` of the drawn speed: exact for a radius, an
 *   approximation for a way along roads.
 * - **Population**: the people of each desa stay as many, but live elsewhere in it. One factor for all desa of a draw leads from
 *   the published surface towards an even one, or towards one twice as concentrated (people squared), by up to `spread` of the
 *   way; and each desa leans to one side by itself: people × (1 + g × position along a random direction), g up to `spread`,
 *   positions from −1 to 1 about their centre of gravity, so that their number does not change.
 *
 * The published share is what comes out when nothing is otherwise than it is taken to be, so it is a possible outcome even where
 * few draws come near it: moved facilities whose reaches overlap on the map seldom overlap as much, so the draws reach more people
 * in the median. The span therefore always holds the published share, and at least nine draws of ten.
 *
 * A source that is off contributes exactly nothing; with all off each percentile is the published share itself.
 *
 * Cells that no draw can change (certainly in or out of reach) are summed once. Draws go from slow to fast: a cell that the speed
 * alone decides is summed once from there on, and facilities are only asked about those that are open at the draw's speed.
 * @throws RangeError when columns differ in length or a source is out of its range.
 */
export function coverageIntervals(input: CoverageDraws): ReachInterval[] {
  const { cells, regions, regionOfDesa, facilities, lists, threshold, sources } = input;
  const cellCount = cells.people.length;
  const facilityCount = facilities.longitude.length;
  requireSources(sources, facilityCount);
  if (lists.first.length !== facilityCount + 1 || cells.desa.length !== cellCount) {
    throw new RangeError('lists, facilities, people and desa do not belong together');
  }
  const draws = input.draws ?? 200;
  if (!(Number.isInteger(draws) && draws > 0)) throw new RangeError(`${draws} draws are not a whole number from 1 up`);
  const seed = input.seed ?? DEFAULT_SEED;
  const unplaced = input.unplaced ?? null;

  const margins = Float64Array.from({ length: facilityCount }, (_, facility) => marginOf(sources, facility));
  const candidates = findCandidates({
    cells,
    facilities,
    lists,
    access: input.access ?? null,
    unplaced,
    threshold,
    margins,
    least: sources.speed?.least ?? 1,
    most: sources.speed?.most ?? 1,
    costPerMetre: sources.location?.costPerMetre ?? 1,
  });
  const spread = sources.population?.spread ?? 0;
  const columns = peopleColumns(cells, regionOfDesa.length, spread > 0);

  const placedSums = columns.sums(unplaced && unplaced.map((isUnplaced) => (isUnplaced ? 0 : 1)));
  const random = (stream: keyof typeof STREAM) => seededRandom(seed, STREAM[stream]);
  const nextReached = reachDraws({
    candidates,
    columns,
    speeds: drawSpeeds(sources.speed, draws, random('speed')),
    errorMetres: sources.location?.errorMetres ?? null,
    random: random('location'),
  });
  const nextPeople = columns.draws(spread, random('method'), random('lean'));
  const regionCount = regions.length;
  const shares = Array.from({ length: regionCount + 1 }, () => new Float64Array(draws));
  const placed = new Float64Array(regionCount + 1);
  const reached = new Float64Array(regionCount + 1);
  for (let draw = 0; draw < draws; draw++) {
    const reachedSums = nextReached();
    const peopleOf = nextPeople();
    placed.fill(0);
    reached.fill(0);
    for (let desa = 0; desa < regionOfDesa.length; desa++) {
      const region = regionOfDesa[desa]!;
      if (region < 0) continue;
      const placedPeople = peopleOf(desa, placedSums);
      const reachedPeople = peopleOf(desa, reachedSums);
      placed[0]! += placedPeople;
      reached[0]! += reachedPeople;
      placed[region + 1]! += placedPeople;
      reached[region + 1]! += reachedPeople;
    }
    for (let at = 0; at <= regionCount; at++) {
      shares[at]![draw] = placed[at]! > 0 ? Math.min(1, Math.max(0, reached[at]! / placed[at]!)) : NaN;
    }
  }

  const published = publishedShares(input, candidates.published);
  return shares.map((ofRegion, at): ReachInterval => {
    const { people, reachedPeople, unplacedPeople } = published[at]!;
    const code = at === 0 ? null : regions[at - 1]!;
    if (!(people > 0)) return { code, share: null, p5: null, p50: null, p95: null, unplacedPeople };
    ofRegion.sort();
    const share = reachedPeople / people;
    return {
      code,
      share,
      p5: Math.min(share, quantile(ofRegion, 0.05)),
      p50: quantile(ofRegion, 0.5),
      p95: Math.max(share, quantile(ofRegion, 0.95)),
      unplacedPeople,
    };
  });
}

/** The largest change of cost that the error of a facility's point can make. */
function marginOf({ location }: UncertaintySources, facility: number): number {
  return location ? MOST_ERRORS * location.errorMetres[facility]! * location.costPerMetre : 0;
}

function requireSources({ speed, location, population }: UncertaintySources, facilityCount: number): void {
  if (speed && !(speed.least > 0 && speed.least <= 1 && speed.most >= 1 && speed.most < Infinity)) {
    throw new RangeError(`speeds from ${speed.least} to ${speed.most} of the central one do not hold it`);
  }
  if (location) {
    const { errorMetres, costPerMetre } = location;
    if (errorMetres.length !== facilityCount) {
      throw new RangeError(`${errorMetres.length} location errors for ${facilityCount} facilities`);
    }
    if (!(costPerMetre > 0)) throw new RangeError(`a metre costs more than 0, not ${costPerMetre}`);
    for (let i = 0; i < facilityCount; i++) {
      if (!(errorMetres[i]! >= 0)) throw new RangeError(`location error ${errorMetres[i]} is not from 0 m up`);
    }
  }
  if (population && !(population.spread >= 0 && population.spread <= 1)) {
    throw new RangeError(`a population spread of ${population.spread} is not from 0 to 1`);
  }
}

/** People, those reached and those who cannot be placed, by the published surface: of the whole and of each region. */
function publishedShares({ cells, regions, regionOfDesa, unplaced, maybeServed }: CoverageDraws, reached: Uint8Array) {
  const published = Array.from({ length: regions.length + 1 }, () => ({
    people: 0,
    reachedPeople: 0,
    unplacedPeople: 0,
  }));
  for (let cell = 0; cell < cells.people.length; cell++) {
    const region = regionOfDesa[cells.desa[cell]!]!;
    if (region < 0) continue;
    const people = cells.people[cell]!;
    for (const counts of [published[0]!, published[region + 1]!]) {
      if (unplaced?.[cell]) {
        counts.unplacedPeople += people;
        continue;
      }
      counts.people += people;
      if (reached[cell]) counts.reachedPeople += people;
      else if (maybeServed?.[cell]) counts.unplacedPeople += people;
    }
  }
  return published;
}

/** Linear between the two nearest of the sorted values (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: Float64Array, part: number): number {
  const position = part * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
