import type { Position } from '#model/geometry';
import type { Demand } from '../demand.ts';
import type { TravelField } from '../travel-time.ts';
import type { ReachAt } from './reach-at.ts';
import type { Site, SiteKey } from './what-if-sites.ts';

/** Whom sites reach; it is always as if computed from nothing. */
export interface Cover {
  /** People reached of each desa of the surface. */
  readonly served: Float64Array;
  /** Puts a site to a place, or takes it away (null). */
  place(key: SiteKey, position: Position | null): void;
  /** Brings `served` up to date after sites were placed. */
  settle(): void;
}

/** Sites with what changes make of them: only what differs from one call to the next is worked out. */
export interface Layer {
  apply(changed: ReadonlyMap<SiteKey, Site>): void;
}

/** A layer over something that knows where each site of `base` stands. */
export function layerOver(
  base: ReadonlyMap<number, Site>,
  target: { place(key: SiteKey, position: Position | null): void; settle(): void },
): Layer {
  let applied = new Map<SiteKey, Position | null>();
  const originally = (key: SiteKey): Position | null =>
    typeof key === 'number' ? (base.get(key)?.position ?? null) : null;
  return {
    apply(changed) {
      const next = new Map<SiteKey, Position | null>();
      for (const [key, { position }] of changed) next.set(key, position);
      let isAny = false;
      for (const key of new Set([...applied.keys(), ...next.keys()])) {
        const from = applied.has(key) ? applied.get(key)! : originally(key);
        const to = next.has(key) ? next.get(key)! : originally(key);
        if (isSamePlace(from, to)) continue;
        target.place(key, to);
        isAny = true;
      }
      applied = next;
      if (isAny) target.settle();
    },
  };
}

export function isSamePlace(a: Position | null, b: Position | null): boolean {
  return a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1]);
}

/**
 * Cover by counts: how many sites reach each cell, so that people are counted where the first comes or the last goes.
 * @param isReached whether a cell counts as reached at a cost; `reachAt` gives at least those.
 * @param like counts of the same base, found before; left out, they are found.
 */
export function countCover(
  { people, desa, desaCodes }: Demand,
  reachAt: ReachAt,
  isReached: (cost: number) => boolean,
  base: ReadonlyMap<number, Site>,
  like?: Pick<CountCover, 'count' | 'served'>,
): CountCover {
  const count = like ? like.count.slice() : new Uint32Array(people.length);
  const served = like ? like.served.slice() : new Float64Array(desaCodes.length);
  const places = new Map<SiteKey, Position>();
  const change = (position: Position, by: 1 | -1): void => {
    const { count: near, cell, cost } = reachAt(position);
    for (let i = 0; i < near; i++) {
      if (!isReached(cost[i]!)) continue;
      const at = cell[i]!;
      const before = count[at]!;
      count[at] = before + by;
      if (before === 0) served[desa[at]!]! += people[at]!;
      else if (before + by === 0) served[desa[at]!]! -= people[at]!;
    }
  };
  const cover = {
    count,
    served,
    place(key: SiteKey, position: Position | null) {
      const from = places.get(key);
      if (from) change(from, -1);
      if (position) {
        change(position, 1);
        places.set(key, position);
      } else places.delete(key);
    },
    settle: () => undefined,
  };
  for (const [key, { position }] of base) {
    if (position === null) continue;
    if (like) places.set(key, position);
    else cover.place(key, position);
  }
  return cover;
}
export interface CountCover extends Cover {
  /** Sites that reach each cell. */
  readonly count: Uint32Array;
}

/** Cover along the roads: the minutes to the nearest site, kept as sites come and go. The field must be new. */
export function travelCover(
  { people, desa, desaCodes }: Demand,
  field: TravelField,
  base: ReadonlyMap<number, Site>,
  limit: number,
): Cover {
  const served = new Float64Array(desaCodes.length);
  const sites = travelSites(field, base);
  const settle = (): void => {
    const { minutes } = field;
    served.fill(0);
    for (let cell = 0; cell < minutes.length; cell++) {
      if (minutes[cell]! <= limit) served[desa[cell]!]! += people[cell]!;
    }
  };
  settle();
  return { served, place: sites.place, settle };
}

/** Places sites on a field of travel time by their keys. The field must be new. */
export function travelSites(
  field: TravelField,
  base: ReadonlyMap<number, Site>,
): { place(key: SiteKey, position: Position | null): void } {
  const handleOf = new Map<SiteKey, number>();
  const placed = [...base].flatMap(([key, { position }]) => (position ? [{ key, position }] : []));
  field.setFacilities({
    longitude: placed.map(({ position }) => position[0]),
    latitude: placed.map(({ position }) => position[1]),
  });
  placed.forEach(({ key }, handle) => handleOf.set(key, handle));
  return {
    place(key, position) {
      const handle = handleOf.get(key);
      if (handle !== undefined) field.remove(handle);
      handleOf.delete(key);
      if (position) handleOf.set(key, field.add(position));
    },
  };
}
