import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Queryable } from '../data/database/database.ts';
import { readRoadLines } from '../data/import/roads.ts';

/**
 * The road network as `encodeRoadNetwork` writes it, built in a thread of its own; null when there is no road. Rejects with
 * the error of that thread.
 */
export async function readRoadNetwork(database: Queryable): Promise<Uint8Array | null> {
  const lines = await readRoadLines(database);
  if (lines.length === 0) return null;
  const worker = new Worker(new URL('./road-network.worker.start.mjs', import.meta.url), { workerData: lines });
  try {
    const [buffer] = (await once(worker, 'message')) as [ArrayBuffer];
    return new Uint8Array(buffer);
  } finally {
    await worker.terminate();
  }
}
