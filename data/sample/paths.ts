import FlatQueue from 'flatqueue';
import { distanceKm } from './plane.ts';
import type { Mosaic } from './mosaic.ts';

/** What it costs to go a kilometre through a cell, `Infinity` where nothing may go. */
export type CellCost = (cell: number) => number;

/**
 * The cheapest way from one cell to another over neighbouring cells, both ends included, or `null` when there is none
 * (A*; every cost is at least `leastCost`).
 */
export function cheapestPath(
  mosaic: Mosaic,
  from: number,
  to: number,
  cost: CellCost,
  leastCost: number,
): number[] | null {
  const goal = mosaic.at(to);
  const reached = new Map<number, { spent: number; previous: number }>([[from, { spent: 0, previous: -1 }]]);
  const closed = new Set<number>();
  const queue = new FlatQueue<number>();
  queue.push(from, 0);
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    if (cell === to) return walkBack(reached, to);
    if (closed.has(cell)) continue;
    closed.add(cell);
    const { spent } = reached.get(cell)!;
    for (const next of mosaic.neighboursOf(cell)) {
      const total = spent + distanceKm(mosaic.at(cell), mosaic.at(next)) * cost(next);
      if (!(total < (reached.get(next)?.spent ?? Infinity))) continue;
      reached.set(next, { spent: total, previous: cell });
      queue.push(next, total + leastCost * distanceKm(mosaic.at(next), goal));
    }
  }
  return null;
}

function walkBack(reached: ReadonlyMap<number, { previous: number }>, to: number): number[] {
  const path: number[] = [];
  for (let cell = to; cell >= 0; cell = reached.get(cell)!.previous) path.push(cell);
  return path.reverse();
}

/** For every cell the next one on its cheapest way to the nearest of the goals: -1 at a goal, -2 where none leads there. */
export function waysTo(goals: readonly number[], mosaic: Mosaic, cost: CellCost): Int32Array {
  const next = new Int32Array(mosaic.size).fill(-2);
  const spent = new Float64Array(mosaic.size).fill(Infinity);
  const queue = new FlatQueue<number>();
  for (const goal of goals) {
    spent[goal] = 0;
    next[goal] = -1;
    queue.push(goal, 0);
  }
  for (let priority = queue.peekValue(); priority !== undefined; priority = queue.peekValue()) {
    const cell = queue.pop()!;
    if (priority > spent[cell]!) continue;
    for (const other of mosaic.neighboursOf(cell)) {
      const total = spent[cell]! + distanceKm(mosaic.at(cell), mosaic.at(other)) * cost(other);
      if (!(total < spent[other]!)) continue;
      spent[other] = total;
      next[other] = cell;
      queue.push(other, total);
    }
  }
  return next;
}
