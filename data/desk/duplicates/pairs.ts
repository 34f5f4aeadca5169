// Pairs of what is published now, found anew after each change of a dataset of facilities.
import type { Position } from '#model/geometry';
import type { Database } from '../../database/database.ts';
import { findPairs, type CandidatePair, type Comparable } from './find.ts';
import { statement } from './statements.ts';

const PAGE = 5_000;

interface ComparableRow extends Record<string, unknown>, Omit<Comparable, 'position'> {
  longitude: number | null;
  latitude: number | null;
}

const kept = new WeakMap<Database, { state: string; pairs: Promise<readonly CandidatePair[]> }>();

/**
 * Pairs of published facilities that may be one, surest first, for the owner's eyes: who asks may not see all of them. A facility
 * that several sources know is one facility already and no pair.
 */
export async function candidatePairs(database: Database): Promise<readonly CandidatePair[]> {
  const [{ state } = { state: '' }] = await database.query<{ state: string }>(statement('state'));
  const known = kept.get(database);
  if (known?.state === state) return known.pairs;
  const entry = { state, pairs: readComparable(database).then(findPairs) };
  kept.set(database, entry);
  entry.pairs.catch(() => {
    if (kept.get(database) === entry) kept.delete(database);
  });
  return entry.pairs;
}

/** Every published facility, read in pages: one long statement of the embedded engine would hold up all others. */
export async function readComparable(database: Database): Promise<Comparable[]> {
  const all: Comparable[] = [];
  for (let last = ''; ;) {
    const rows = await database.query<ComparableRow>(statement('comparable'), [last, PAGE]);
    for (const { longitude, latitude, ...row } of rows) {
      const position: Position | null = longitude === null || latitude === null ? null : [longitude, latitude];
      all.push({ ...row, position });
    }
    if (rows.length < PAGE) return all;
    last = rows.at(-1)!.id;
  }
}
