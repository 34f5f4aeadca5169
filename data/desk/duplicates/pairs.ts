// Pairs of what is published now, found anew after each change of a dataset of facilities.
import type { Position } from '#model/geometry';
import type { Database } from '../../database/database.ts';
import { keptByState, readInPortions } from '../../database/keep-reading.ts';
import { findPairs, type CandidatePair, type Comparable } from './find.ts';
import { statement } from './statements.ts';

const PORTION = 5_000;

type ComparableRow = Omit<Comparable, 'position'> & { longitude: number | null; latitude: number | null };

/**
 * Pairs of published facilities that may be one, surest first, for the owner's eyes: who asks may not see all of them. A facility
 * that several sources know is one facility already and no pair.
 */
export const candidatePairs: (database: Database) => Promise<readonly CandidatePair[]> = keptByState(
  async (database) => (await database.query<{ state: string }>(statement('state')))[0]?.state ?? '',
  async (database) => findPairs(await readComparable(database)),
);

/** Every published facility. */
export async function readComparable(database: Database): Promise<Comparable[]> {
  const rows = await readInPortions<ComparableRow>(database, statement('comparable'), PORTION);
  return rows.map(({ longitude, latitude, ...row }) => {
    const position: Position | null = longitude === null || latitude === null ? null : [longitude, latitude];
    return { ...row, position };
  });
}
