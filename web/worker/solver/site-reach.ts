import type { ReachFields, ReachLimit, ReachLists } from '#analysis';
import type { Position } from '#model/geometry';
import type { ServiceStandard } from '#model/standard';
import type { Scenario } from '../scenarios.ts';

/** How far a place serves people: one limit for all. */
export type OneReach = ReachLimit & { readonly value: number };

/** The reach of a question. Throws a RangeError where the standard has no straight radius. */
export function reachOf(measure: 'radius' | 'travel', standard: ServiceStandard, { options }: Scenario): OneReach {
  if (measure === 'travel') {
    const { mode, path, minutes } = options.travel!;
    return { unit: 'minutes', value: minutes, mode, path };
  }
  const radius = standard.tests.radius;
  if (radius?.path !== 'straight') throw new RangeError(`${standard.id} has no straight radius`);
  return { unit: 'metres', value: radius.radiusMetres };
}

/**
 * The cells that each place reaches, by the comparison that counts people as reached elsewhere: on the network minutes are kept in
 * single precision, and a limit there may lie between two of them.
 */
export function reachedBy(
  fields: ReachFields,
  places: { readonly longitude: Float64Array; readonly latitude: Float64Array },
  from: number,
  to: number,
  reach: OneReach,
): ReachLists {
  const selection = { ...NO_SELECTION, ...places };
  const wide = fields.reachLists(selection, from, to, { ...reach, value: reach.value * (1 + 1e-6) + 1e-3 });
  const isSingle = reach.unit === 'minutes' && reach.path === 'network';
  const first = new Uint32Array(wide.first.length);
  const kept: number[] = [];
  for (let place = 0; place + 1 < wide.first.length; place++) {
    for (let at = wide.first[place]!; at < wide.first[place + 1]!; at++) {
      if ((isSingle ? Math.fround(wide.cost[at]!) : wide.cost[at]!) <= reach.value) kept.push(at);
    }
    first[place + 1] = kept.length;
  }
  return {
    first,
    cell: Uint32Array.from(kept, (at) => wide.cell[at]!),
    cost: Float64Array.from(kept, (at) => wide.cost[at]!),
  };
}
const NO_SELECTION = { key: 'candidates', counted: [], serving: [], placed: new Int32Array() };

/** Positions as columns. */
export const columnsOf = (positions: readonly Position[]) => ({
  longitude: Float64Array.from(positions, ([longitude]) => longitude),
  latitude: Float64Array.from(positions, ([, latitude]) => latitude),
});
