// Pairs of what is published now, found anew after each change of a project.
import type { Geometry } from 'geojson';
import type { Database } from '../../database/database.ts';
import { keptByState, readInPortions } from '../../database/keep-reading.ts';
import { findOverlaps, pairKey, type CandidatePair, type Comparable } from './find.ts';
import { shapeOf } from './shapes.ts';
import { statement } from './statements.ts';

const PORTION = 1_000;

type ComparableRow = Omit<Comparable, 'shape'> & { geometry: Geometry | null };

/** Pairs of published projects that may be one, surest first, for the owner's eyes: who asks may not see all of them. */
export const candidatePairs: (database: Database) => Promise<readonly CandidatePair[]> = keptByState(
  async (database) => (await database.query<{ state: string }>(statement('state')))[0]?.state ?? '',
  async (database) => findOverlaps(await readComparable(database)),
);

/** Every published project with its shape. */
export async function readComparable(database: Database): Promise<Comparable[]> {
  const rows = await readInPortions<ComparableRow>(database, statement('comparable'), PORTION);
  return rows.map(({ geometry, ...row }) => ({ ...row, shape: shapeOf(geometry) }));
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
