import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Database } from '../../database/database.ts';
import { noteInvalidAreas, Tally, writeChecks, type StoredRow, type WrittenCheck } from './checked-rows.ts';
import type { CheckContexts, UploadState } from './context.ts';
import { statement } from './statements.ts';

/** One statement of the embedded engine holds up all others: portions of some tens of milliseconds. */
const ROWS_PER_PORTION = 500;

/**
 * Checks every row of an upload anew in a thread of its own, and writes what was found portion by portion; `onProgress` gets the
 * rows done. Throws the signal's reason when it is stopped.
 */
export async function checkRows(
  database: Database,
  upload: UploadState,
  contexts: CheckContexts,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<void> {
  const { id, family, dataset, mapping, facts } = upload;
  if (family === null || dataset === null || mapping === null || facts === null) return;
  const parts = await contexts.parts(family, dataset, facts.decimalComma ?? false);
  signal.throwIfAborted();
  const worker = new Worker(new URL('./check.worker.start.mjs', import.meta.url), { workerData: { parts, mapping } });
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const tally = new Tally();
  const check = async (rows: readonly StoredRow[]): Promise<WrittenCheck[]> => {
    const answer = once(worker, 'message', { signal });
    worker.postMessage(rows);
    return ((await Promise.race([answer, failed])) as [WrittenCheck[]])[0];
  };
  try {
    let last = 0;
    let next = readPortion(database, id, last);
    for (;;) {
      const rows = await next;
      signal.throwIfAborted();
      if (rows.length === 0) break;
      last = rows.at(-1)!.row;
      const checking = check(rows);
      // The database reads on while the thread checks.
      next = readPortion(database, id, last);
      next.catch(() => undefined);
      const checks = await checking;
      await noteInvalidAreas(database, checks, family);
      await writeChecks(database, id, checks);
      for (const row of checks) tally.add(row);
      await onProgress(tally.counts.rows, facts.rows);
    }
    await database.query(statement('set-counts'), [id, tally.counts, JSON.stringify(tally.reasons)]);
  } finally {
    await worker.terminate();
  }
}

const readPortion = (database: Database, id: string, after: number) =>
  database.query<StoredRow & Record<string, unknown>>(statement('rows-to-check'), [id, after, ROWS_PER_PORTION]);
