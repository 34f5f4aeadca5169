// A process of its own for a file that somebody sent: whatever it does to the reader, the server goes on. It reads one file,
// sends its rows in batches, waits until they are taken, tells what it found out, and ends.
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FileFacts, FileRefusal } from '#model/upload';
import { readHere } from './read.ts';
import { refusalOf, type RefusalDetails } from './refusal.ts';
import type { Portion, ReadTask } from './reading.ts';

export interface ReaderTask extends ReadTask {
  batchRows: number;
}
/** What the child says. */
export type ReaderReply =
  | { readonly kind: 'batch'; readonly batch: Portion }
  | { readonly kind: 'done'; readonly facts: FileFacts }
  | { readonly kind: 'refused'; readonly code: FileRefusal; readonly details: RefusalDetails };
/** What it is told once it has its task: one more batch is taken. */
export type ReaderOrder = { readonly kind: 'more' };

/** Batches on their way: one is worked on by the parent while the next is read. */
const ON_THE_WAY = 2;
/** What is unpacked; told with the start, so that it is known whenever the parent ends. */
const folder = process.argv[2];
let room = ON_THE_WAY;
let whenRoom: (() => void) | null = null;

const say = (reply: ReaderReply) => new Promise<void>((resolve) => process.send!(reply, () => resolve()));

async function read({ batchRows, ...task }: ReaderTask): Promise<void> {
  new Worker(new URL('./watchdog.mjs', import.meta.url), {
    workerData: { parent: process.ppid, folder: task.folder, memoryBytes: task.limits.memoryMegabytes * 1e6 },
    // It needs nothing that is loaded for the reader.
    execArgv: [],
  }).unref();
  const batches = readHere(task, batchRows);
  for (;;) {
    const { value, done } = await batches.next();
    if (done) return say({ kind: 'done', facts: value });
    if (value.rows.length === 0) continue;
    if (room === 0) await new Promise<void>((resolve) => (whenRoom = resolve));
    room--;
    await say({ kind: 'batch', batch: value });
  }
}

// The parent is gone, and cannot tidy up any more.
process.on('disconnect', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
process.once('message', (task: ReaderTask) => {
  process.on('message', () => {
    room++;
    whenRoom?.();
    whenRoom = null;
  });
  void read(task)
    .catch((error: unknown) => {
      const { code, details } = refusalOf(error);
      return say({ kind: 'refused', code, details });
    })
    .then(() => process.exit(0));
});
