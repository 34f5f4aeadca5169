import type { Position } from '#model/geometry';
import { roadReach, straightReach, type ReachAt } from './reach-at.ts';
import { countCover, travelCover, type CountCover, type Cover } from './what-if-cover.ts';
import type { Site } from './what-if-sites.ts';
import type { WhatIfInput } from './what-if.ts';

/** How a question's people and supply are reached. */
export interface Ways {
  /** Of the sites as they are, and a way to another one of the same that goes its own way. */
  readonly cover: { readonly cover: Cover; again(): Cover };
  /** Null where supply is not asked for. */
  readonly supply: { readonly reachAt: ReachAt; readonly costScale: number; readonly limit: number } | null;
  /** Whether a site's supply takes too long for a frame. */
  readonly isSupplySlow: boolean;
}

/** Dividing a limit rounds otherwise than the fields multiply: a little more is looked at, the product decides. */
const SLACK = 1.000001;
/** Times along the roads are whole milliseconds, kept as single floats: two more, and every cell within a limit is there. */
const TWO_MILLISECONDS = 2 / 60_000;
/** From so many cells on, listing what a site reaches along the roads takes most of a frame (some 5 ms for 15,000). */
const CELLS_OF_A_FRAME = 15_000;
/** A step on a field of travel time takes a site out and puts it in, for all changes together and for the one alone. */
const FIELD_WORK = 4;
/** Sites that are looked at to learn how many cells one reaches. */
const SAMPLED_SITES = 8;

/**
 * Chooses how to keep count. By straight lines sites are counted per cell. Along the roads, too, where that lists fewer cells than a
 * field of travel time would have to settle (its work falls with the number of sites that share the regency), or where supply needs
 * the lists anyway; else such a field is kept. Both are exact; only the time differs.
 */
export function waysOf(input: WhatIfInput, base: ReadonlyMap<number, Site>): Ways {
  const { demand, fields, reach, capacity } = input;
  if (!('minutes' in reach && reach.path === 'network')) {
    const isRadius = !('minutes' in reach);
    const unitsPerMetre = isRadius ? 1 : fields.straightMinutes(1, reach.mode);
    const limit = isRadius ? reach.metres : reach.minutes;
    const supply = straightSupply(input);
    const farthest = Math.max(limit / unitsPerMetre, supply ? supply.limit / supply.costScale : 0);
    const reachAt = straightReach(fields.rows, farthest * SLACK);
    return {
      cover: counted(input, reachAt, (metres) => metres * unitsPerMetre <= limit, base),
      // One search serves both.
      supply: supply && { ...supply, reachAt },
      isSupplySlow: false,
    };
  }
  const { mode, minutes: limit } = reach;
  const isSupplyAlongRoads = capacity?.unit === 'minutes' && capacity.path === 'network';
  const farthest = Math.max(limit + TWO_MILLISECONDS, isSupplyAlongRoads ? capacity.value : 0);
  const reachAt = roadReach(fields, mode, farthest);
  const places = [...base.values()].flatMap(({ position }) => (position ? [position] : []));
  const listed = cellsPerSite(reachAt, places);
  const settled = (FIELD_WORK * demand.people.length) / (places.length + 1);
  const isListed = listed < settled || (isSupplyAlongRoads && listed <= CELLS_OF_A_FRAME);
  // Fields keep minutes as single floats, and so they are compared with the limit.
  const isReached = (minutes: number): boolean => Math.fround(minutes) <= limit;
  const make = (): Cover => travelCover(demand, fields.newTravelField(mode, limit + TWO_MILLISECONDS), base, limit);
  return {
    cover: isListed ? counted(input, reachAt, isReached, base) : { cover: make(), again: make },
    supply: isSupplyAlongRoads ? { reachAt, costScale: 1, limit: capacity.value } : straightSupply(input),
    isSupplySlow: isSupplyAlongRoads && !isListed,
  };
}

function straightSupply({ fields, capacity }: WhatIfInput): Ways['supply'] {
  if (!capacity) return null;
  const costScale = capacity.unit === 'minutes' ? fields.straightMinutes(1, capacity.mode) : 1;
  return {
    reachAt: straightReach(fields.rows, (capacity.value / costScale) * SLACK),
    costScale,
    limit: capacity.value,
  };
}

function counted(
  { demand }: WhatIfInput,
  reachAt: ReachAt,
  isReached: (cost: number) => boolean,
  base: ReadonlyMap<number, Site>,
): Ways['cover'] {
  const cover = countCover(demand, reachAt, isReached, base);
  const asItIs: Pick<CountCover, 'count' | 'served'> = { count: cover.count.slice(), served: cover.served.slice() };
  return { cover, again: () => countCover(demand, reachAt, isReached, base, asItIs) };
}

function cellsPerSite(reachAt: ReachAt, places: readonly Position[]): number {
  const every = Math.max(1, Math.ceil(places.length / SAMPLED_SITES));
  const sampled = places.filter((_, at) => at % every === 0);
  return sampled.reduce((sum, position) => sum + reachAt(position).count, 0) / Math.max(1, sampled.length);
}
