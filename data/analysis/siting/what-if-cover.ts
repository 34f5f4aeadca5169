import type { Position } from '#model/geometry';
import type { Demand } from '../demand.ts';
import type { TravelField } from '../travel-time.ts';
import type { StraightScan } from './straight-scan.ts';
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
 * Cover by straight lines: how many sites reach each cell, so that people are counted where the first comes or the last goes.
 * @param unitsPerMetre 1 for a radius, minutes per metre for travel without roads.
 * @param like counts of the same base, found before; left out, they are found.
 */
export function straightCover(
  { people, desa, desaCodes }: Demand,
  scan: StraightScan,
  base: ReadonlyMap<number, Site>,
  limit: number,
  unitsPerMetre: number,
  like?: Pick<StraightCover, 'count' | 'served'>,
): StraightCover {
  const count = like ? like.count.slice() : new Uint32Array(people.length);
  const served = like ? like.served.slice() : new Float64Array(desaCodes.length);
  const places = new Map<SiteKey, Position>();
  // A little farther, because dividing rounds otherwise than the field multiplies: the product decides.
  const limitMetres = (limit / unitsPerMetre) * 1.000001;
  const change = (position: Position, by: 1 | -1): void => {
    const { count: near, cell, metres } = scan(position, limitMetres);
    for (let i = 0; i < near; i++) {
      if (metres[i]! * unitsPerMetre > limit) continue;
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
export interface StraightCover extends Cover {
  /** Sites that reach each cell. */
  readonly count: Uint32Array;
}

/** A millisecond's worth of minutes: times along the roads are whole milliseconds. */
const MILLISECOND = 1 / 60_000;
/** How far a field has to be searched so that every cell within the limit has its minutes as without any limit. */
export const searchedMinutes = (limit: number): number => limit + 2 * MILLISECOND;

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
