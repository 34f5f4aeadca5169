// Pairs of what is published now, found anew after each change of a project.
import type { Geometry } from 'geojson';
import type { Database } from '../../database/database.ts';
import { findOverlaps, pairKey, type CandidatePair, type Comparable } from './find.ts';
import { shapeOf } from './shapes.ts';
import { statement } from './statements.ts';

/** One long statement of the embedded engine would hold up all others. */
const PAGE = 1_000;

interface ComparableRow extends Record<string, unknown>, Omit<Comparable, 'shape'> {
  geometry: Geometry | null;
}

const kept = new WeakMap<Database, { state: string; pairs: Promise<readonly CandidatePair[]> }>();

/** Pairs of published projects that may be one, surest first, for the owner's eyes: who asks may not see all of them. */
export async function candidatePairs(database: Database): Promise<readonly CandidatePair[]> {
  const [{ state } = { state: '' }] = await database.query<{ state: string }>(statement('state'));
  const known = kept.get(database);
  if (known?.state === state) return known.pairs;
  const entry = { state, pairs: readComparable(database).then(findOverlaps) };
  kept.set(database, entry);
  entry.pairs.catch(() => {
    if (kept.get(database) === entry) kept.delete(database);
  });
  return entry.pairs;
}

/** Every published project with its shape. */
export async function readComparable(database: Database): Promise<Comparable[]> {
  const all: Comparable[] = [];
  for (let last = ''; ;) {
    const rows = await database.query<ComparableRow>(statement('comparable'), [last, PAGE]);
    for (const { geometry, ...row } of rows) all.push({ ...row, shape: shapeOf(geometry) });
    if (rows.length < PAGE) return all;
    last = rows.at(-1)!.id;
  }
}

/**
 * Ids of the projects that are in a pair which nobody has said to be none: for the flag `overlap` of the register. As the owner:
 * whoever shows it to somebody shows only that there is a pair.
 */
export async function overlappingProjects(database: Database): Promise<ReadonlySet<string>> {
  const [pairs, decisions] = await Promise.all([
    candidatePairs(database),
    database.query<{ first: string; second: string; decision: string }>(statement('decisions')),
  ]);
  const apart = new Set(
    decisions.filter(({ decision }) => decision === 'not_overlap').map(({ first, second }) => pairKey(first, second)),
  );
  return new Set(pairs.filter(({ a, b }) => !apart.has(pairKey(a, b))).flatMap(({ a, b }) => [a, b]));
}
