import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Queryable } from '../data/database/database.ts';
import { LARGEST_SMALL_COUNT } from '../data/permits/protected-cube.ts';
import type { CountedPermit, PublicCounts } from '../data/permits/public-counts.ts';
import { statement } from './queries/load.ts';

const permitsSql = statement('permit-counts');
const namesSql = statement('region-names');

/** What the public may know of how many permits there are. */
export interface PermitCounts {
  readonly counts: PublicCounts;
  /** Names of the kecamatan counted. */
  readonly names: ReadonlyMap<string, string>;
  /** Null when there are 1–4, or 1–4 that have a place which is not shown. */
  readonly withoutPosition: number | null;
  readonly sample: boolean;
}

/** Reads all permits as the owner and counts them in a thread of its own. Rejects with the error of that thread. */
export async function readPermitCounts(database: Queryable): Promise<PermitCounts> {
  type PermitRow = CountedPermit & { withoutPosition: boolean; sample: boolean } & Record<string, unknown>;
  const permits = await database.query<PermitRow>(permitsSql);
  const worker = new Worker(new URL('./permit-counts.worker.start.mjs', import.meta.url), { workerData: permits });
  try {
    const [counts] = (await once(worker, 'message')) as [PublicCounts];
    const names = await database.query<{ code: string; name: string }>(namesSql, [[...counts.regions]]);
    const unplaced = permits.filter(({ withoutPosition }) => withoutPosition).length;
    // What is neither without a place nor on the map follows from the total, and could be few as well.
    const rest = permits.filter(({ withoutPosition, isOpen }) => !withoutPosition && !isOpen).length;
    return {
      counts,
      names: new Map(names.map(({ code, name }) => [code, name])),
      withoutPosition: isSmall(unplaced) || isSmall(rest) ? null : unplaced,
      sample: permits.some(({ sample }) => sample),
    };
  } finally {
    await worker.terminate();
  }
}

const isSmall = (count: number): boolean => count >= 1 && count <= LARGEST_SMALL_COUNT;
