import type { Position } from '#model/geometry';
import type { Demand } from '../demand.ts';
import { enhancedBands } from '../floating-catchment.ts';
import type { ReachAt, ReachedCells } from './reach-at.ts';
import type { Site, SiteKey } from './what-if-sites.ts';

/** Supply within reach per 1,000 people: the people-weighted mean of each region, and of all. */
export interface CapacityMeans {
  /** Null without people. */
  readonly whole: number | null;
  /** In the order of the regions; null for one without people. */
  readonly byRegion: readonly (number | null)[];
}

export interface CapacityEngine {
  /** With the sites as they are but for these. */
  means(changed: ReadonlyMap<SiteKey, Site>): CapacityMeans;
}

/** Places of changed sites whose people are remembered: those of a scenario of 200 changes, and of a drag around them. */
const REMEMBERED_PLACES = 512;

/** People in reach of a place by region, each weighted by its band. */
interface Reached {
  readonly weighted: Float64Array;
  readonly total: number;
}

/**
 * The enhanced floating catchment of `capacityField`, summed by region: a site gives each region supply / (all its weighted
 * people) × the region's weighted people. People are counted whole per site, region and band, so a site's share depends on nothing
 * but where it stands, and the sums over sites are always taken anew in the same order: what was moved before leaves no trace.
 * Equal to the mean over the cells of `capacityField` up to the rounding of its sums (1e-9).
 * @param regionOfDesa position of the region of each desa of the surface.
 */
export function createCapacityEngine(input: {
  readonly demand: Demand;
  /** At least the cells up to the limit. */
  readonly reachAt: ReachAt;
  /** Turns what `reachAt` costs into the unit of the limit. */
  readonly costScale: number;
  readonly base: ReadonlyMap<number, Site>;
  readonly limit: number;
  readonly regionOfDesa: Int32Array;
  readonly regions: number;
}): CapacityEngine {
  const { demand, reachAt, costScale, base, limit, regionOfDesa, regions } = input;
  const { people, desa } = demand;
  const bands = enhancedBands(limit);
  const [inner, middle, outer] = bands.map(({ upTo }) => upTo) as [number, number, number];
  const weights = bands.map(({ weight }) => weight);
  const counts = new Float64Array(3 * regions);

  const peopleOf = new Float64Array(regions);
  for (let cell = 0; cell < people.length; cell++) {
    peopleOf[regionOfDesa[desa[cell]!]!]! += people[cell]!;
  }
  const allPeople = peopleOf.reduce((sum, of) => sum + of, 0);

  function reachedOf({ count, cell, cost }: ReachedCells): Reached {
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const at = cell[i]!;
      const region = regionOfDesa[desa[at]!]!;
      const here = cost[i]! * costScale;
      if (here > outer) continue;
      counts[3 * region + (here <= inner ? 0 : here <= middle ? 1 : 2)]! += people[at]!;
    }
    const weighted = new Float64Array(regions);
    let total = 0;
    for (let region = 0; region < regions; region++) {
      const sum =
        weights[0]! * counts[3 * region]! +
        weights[1]! * counts[3 * region + 1]! +
        weights[2]! * counts[3 * region + 2]!;
      weighted[region] = sum;
      total += sum;
    }
    return { weighted, total };
  }
  const reachedFrom = (position: Position): Reached => reachedOf(reachAt(position));

  const placed = [...base].flatMap(([key, { position }]) => (position ? [{ key, position }] : []));
  const reached = placed.map(({ position }) => reachedFrom(position));
  const reachedOfBase = new Map<SiteKey, Reached>(placed.map(({ key }, at) => [key, reached[at]!]));
  const remembered = new Map<string, Reached>();
  function remember(position: Position): Reached {
    const key = position.join();
    let known = remembered.get(key);
    if (known) remembered.delete(key);
    else known = reachedFrom(position);
    remembered.set(key, known);
    if (remembered.size > REMEMBERED_PLACES) remembered.delete(remembered.keys().next().value!);
    return known;
  }

  return {
    means(changed) {
      const amount = new Float64Array(regions);
      const share = ({ weighted, total }: Reached, supply: number): void => {
        // Who reaches nobody shares nothing out.
        if (!(total > 0)) return;
        const ratio = supply / total;
        for (let region = 0; region < regions; region++) amount[region]! += ratio * weighted[region]!;
      };
      const sharesOf = (key: SiteKey, { position, supply }: Site, original: Position | null): void => {
        if (position === null) return;
        const isWhereItWas = original !== null && original[0] === position[0] && original[1] === position[1];
        share(isWhereItWas ? reachedOfBase.get(key)! : remember(position), supply);
      };
      for (const [key, site] of base) sharesOf(key, changed.get(key) ?? site, site.position);
      // New ones in the order of their ids, so that the order of the changes does not show in the last digit.
      const built = [...changed.keys()].filter((key) => typeof key === 'string').sort();
      for (const key of built) sharesOf(key, changed.get(key)!, null);
      let whole = 0;
      for (const of of amount) whole += of;
      return {
        whole: allPeople > 0 ? (1000 * whole) / allPeople : null,
        byRegion: Array.from(amount, (of, region) => (peopleOf[region]! > 0 ? (1000 * of) / peopleOf[region]! : null)),
      };
    },
  };
}
