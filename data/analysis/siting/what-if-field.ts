import { createMemory, type Field } from '../reach-fields.ts';
import { nearestDistances } from '../spatial-index.ts';
import { createStraightScan } from './straight-scan.ts';
import { isSamePlace, layerOver, travelSites, type Layer } from './what-if-cover.ts';
import type { Site, SiteKey, Sites } from './what-if-sites.ts';
import type { WhatIfInput } from './what-if.ts';
import type { TravelField } from '../travel-time.ts';

/** While one site is moved the others stay: a few choices of them are worth keeping. */
const REMEMBERED_CHOICES = 4;

/**
 * The field of the map with changed sites: straight metres or minutes to the nearest, each cell equal to what a computation from
 * nothing finds. By straight lines the field of all that stay is kept and each new place laid over it; along the roads a field of its
 * own, which knows no limit, is kept as sites come and go.
 */
export function createWhatIfField(
  { demand, fields, reach }: Pick<WhatIfInput, 'demand' | 'fields' | 'reach'>,
  { base, isTold }: Pick<Sites, 'base' | 'isTold'>,
): (changed: ReadonlyMap<SiteKey, Site>) => Field {
  const cellCount = demand.people.length;
  const scan = createStraightScan(fields.rows);
  const stayingOf = createMemory<Float64Array>(REMEMBERED_CHOICES);
  let travel: { readonly field: TravelField; readonly layer: Layer } | null = null;

  return (changed) => {
    if (!isTold(changed)) return 'unknown';
    const isKept = (key: number, site: Site): boolean => {
      const now = changed.get(key);
      return site.position !== null && (now === undefined || isSamePlace(now.position, site.position));
    };
    const kept = [...base].filter(([key, site]) => isKept(key, site));
    const keptKeys = new Set<SiteKey>(kept.map(([key]) => key));
    const put = [...changed].flatMap(([key, { position }]) => (position && !keptKeys.has(key) ? [position] : []));
    if ('minutes' in reach && reach.path === 'network') {
      if (!travel) {
        const field = fields.newTravelField(reach.mode, Infinity);
        const sites = travelSites(field, base);
        travel = { field, layer: layerOver(base, { place: sites.place, settle: () => undefined }) };
      }
      travel.layer.apply(changed);
      return travel.field.minutes;
    }
    const away = [...changed.keys()].filter((key) => typeof key === 'number' && !keptKeys.has(key)).sort();
    const staying = stayingOf(away.join(), () => {
      const { longitude, latitude } = fields.positions;
      const columnOf = (axis: 0 | 1) => Float64Array.from(kept, ([, { position }]) => position![axis]);
      return nearestDistances(longitude, latitude, columnOf(0), columnOf(1)).metres;
    });
    const metres = staying.slice();
    for (const position of put) {
      const { cell, metres: near } = scan(position, Infinity);
      for (let i = 0; i < cellCount; i++) if (near[i]! < metres[cell[i]!]!) metres[cell[i]!] = near[i]!;
    }
    if (!('minutes' in reach)) return metres;
    const factor = fields.straightMinutes(1, reach.mode);
    return metres.map((far) => far * factor);
  };
}
