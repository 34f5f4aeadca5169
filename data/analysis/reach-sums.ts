import type { RegionCode, RegionLevel } from '#model/region';
import { TRAVEL_BAND_MINUTES } from '#model/travel';
import type { Demand } from './demand.ts';
import { ancestorAt } from './region-tree.ts';

export interface Served {
  /** People of the region's cells. */
  people: number;
  served: number;
}

/** People up to 15, 16–30, 31–60 and beyond 60 minutes (or without any way), and those who cannot be placed. */
export type TravelBands = readonly [number, number, number, number, number];

/** People of a region by minutes of travel to the nearest facility that may serve them. */
export interface RegionTravel {
  readonly bands: TravelBands;
  /** People within the minutes asked for. */
  readonly reachedPeople: number;
  /** Their share (0–1) of the people who can be placed; null when nobody can. */
  readonly reachedShare: number | null;
}

/** People of each region, and those whose cell has a value up to the limit. */
export function servedByRegion(
  demand: Demand,
  level: RegionLevel,
  limit: number,
  values: ArrayLike<number>,
): Map<RegionCode, Served> {
  const { sums, ofDesa } = sumsOf(demand, level, (): Served => ({ people: 0, served: 0 }));
  for (let cell = 0; cell < demand.people.length; cell++) {
    const found = ofDesa[demand.desa[cell]!]!;
    const people = demand.people[cell]!;
    found.people += people;
    if (values[cell]! <= limit) found.served += people;
  }
  return sums;
}

/** People of each region by travel time; NaN is a cell that cannot be placed, Infinity one without a way. */
export function travelByRegion(
  demand: Demand,
  level: RegionLevel,
  limitMinutes: number,
  minutes: ArrayLike<number>,
): Map<RegionCode, RegionTravel> {
  const { sums, ofDesa } = sumsOf(demand, level, () => ({ bands: [0, 0, 0, 0, 0], reached: 0 }));
  for (let cell = 0; cell < demand.people.length; cell++) {
    const found = ofDesa[demand.desa[cell]!]!;
    const people = demand.people[cell]!;
    const value = minutes[cell]!;
    found.bands[bandOf(value)]! += people;
    if (value <= limitMinutes) found.reached += people;
  }
  return new Map([...sums].map(([code, { bands, reached }]) => [code, regionTravel(bands, reached)]));
}

const [FIRST, SECOND, THIRD] = TRAVEL_BAND_MINUTES;

/** Position in `TravelBands` of a travel time in minutes. */
export function bandOf(minutes: number): 0 | 1 | 2 | 3 | 4 {
  return minutes <= FIRST ? 0 : minutes <= SECOND ? 1 : minutes <= THIRD ? 2 : minutes > THIRD ? 3 : 4;
}

/** The travel of several regions together. */
export function travelOfAll(parts: readonly RegionTravel[]): RegionTravel | null {
  if (parts.length === 0) return null;
  const bands = [0, 0, 0, 0, 0];
  let reached = 0;
  for (const part of parts) {
    part.bands.forEach((people, band) => (bands[band]! += people));
    reached += part.reachedPeople;
  }
  return regionTravel(bands, reached);
}

function regionTravel(bands: readonly number[], reachedPeople: number): RegionTravel {
  const placed = bands[0]! + bands[1]! + bands[2]! + bands[3]!;
  return {
    bands: bands as unknown as TravelBands,
    reachedPeople,
    reachedShare: placed > 0 ? reachedPeople / placed : null,
  };
}

export interface WeightedSum {
  people: number;
  /** Sum over cells of people × value. */
  amount: number;
}

/** People of each region, and the sum of value × people over its cells; cells without a value are left out of both. */
export function amountByRegion(
  demand: Demand,
  level: RegionLevel,
  values: ArrayLike<number>,
): Map<RegionCode, WeightedSum> {
  const { sums, ofDesa } = sumsOf(demand, level, (): WeightedSum => ({ people: 0, amount: 0 }));
  for (let cell = 0; cell < demand.people.length; cell++) {
    const value = values[cell]!;
    if (Number.isNaN(value)) continue;
    const found = ofDesa[demand.desa[cell]!]!;
    found.people += demand.people[cell]!;
    found.amount += demand.people[cell]! * value;
  }
  return sums;
}

function sumsOf<T>(
  demand: Demand,
  level: RegionLevel,
  start: () => T,
): { sums: Map<RegionCode, T>; ofDesa: readonly T[] } {
  const sums = new Map<RegionCode, T>();
  const ofDesa = demand.desaCodes.map((desa) => {
    const code = ancestorAt(desa, level);
    let found = sums.get(code);
    if (!found) sums.set(code, (found = start()));
    return found;
  });
  return { sums, ofDesa };
}
