import type { Position } from '#model/geometry';
import type { TravelMode } from '#model/travel';
import type { ReachFields } from '../reach-fields.ts';
import type { CellRows } from '../straight-catchment.ts';
import { createStraightScan, type ScannedCells } from './straight-scan.ts';

/** Cells within reach of a place, the first `count` of the columns, each with its metres or minutes. */
export interface ReachedCells {
  readonly count: number;
  readonly cell: Uint32Array;
  readonly cost: Float64Array;
}
/** The cells in reach of one place after another; what it answers is good until it was asked for two other places. */
export type ReachAt = (position: Position) => ReachedCells;

/**
 * Cells within straight metres. A step of a drag asks for the place before and the place after, several times over: both are kept,
 * in columns that are never made anew.
 */
export function straightReach(rows: CellRows, limitMetres: number): ReachAt {
  const kept = [0, 1].map(() => ({ scan: createStraightScan(rows), x: NaN, y: NaN, found: EMPTY }));
  return ([x, y]) => {
    const known = kept.findIndex((one) => one.x === x && one.y === y);
    // The one asked for last stands last.
    const [one] = kept.splice(Math.max(0, known), 1) as [(typeof kept)[0]];
    kept.push(one);
    if (known < 0) {
      const { count, cell, metres }: ScannedCells = one.scan([x, y], limitMetres);
      Object.assign(one, { x, y, found: { count, cell, cost: metres } });
    }
    return one.found;
  };
}
const EMPTY: ReachedCells = { count: 0, cell: new Uint32Array(), cost: new Float64Array() };

/** Cells of all lists that are remembered: some 50 MB. */
const REMEMBERED_CELLS = 4_000_000;

/** Cells within minutes along the roads. Finding them is the work of a step, so lists are remembered, the last ones asked for longest. */
export function roadReach(fields: Pick<ReachFields, 'reachLists'>, mode: TravelMode, limitMinutes: number): ReachAt {
  const known = new Map<string, ReachedCells>();
  let size = 0;
  return ([x, y]) => {
    const key = `${x},${y}`;
    let found = known.get(key);
    if (found) known.delete(key);
    else {
      const point = { longitude: Float64Array.of(x), latitude: Float64Array.of(y) };
      const limit = { unit: 'minutes', value: limitMinutes, mode, path: 'network' } as const;
      const { cell, cost } = fields.reachLists(point, 0, 1, limit);
      found = { count: cell.length, cell, cost };
      size += found.count;
    }
    known.set(key, found);
    for (const [oldest, { count }] of known) {
      if (size <= REMEMBERED_CELLS || known.size <= 2) break;
      known.delete(oldest);
      size -= count;
    }
    return found;
  };
}
