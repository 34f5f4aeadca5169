import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BBox } from '#model/geometry';
import type { FileFacts } from '#model/upload';
import { READ_LIMITS, type ReadLimits } from './limits.ts';
import { refusalOf, UploadRefusal } from './refusal.ts';
import type { ReaderReply, ReaderTask } from './reader.child.ts';
import type { RawRow } from './reading.ts';

export { READ_LIMITS, type ReadLimits } from './limits.ts';
export { UploadRefusal } from './refusal.ts';
export type { RawRow } from './reading.ts';

export interface ReadBatch {
  rows: RawRow[];
  /** Bytes or rows done, of `total`; null while nobody knows. */
  done: number;
  total: number | null;
}
export interface ReadOptions {
  /** Layer or sheet; without it the first that holds anything. */
  layer?: string;
  /** Box of the region: decides where a file leaves its coordinate system open. */
  bounds: BBox;
  signal?: AbortSignal;
  limits?: Partial<ReadLimits>;
  /** Rows of a batch, at most; fewer when they are large. */
  batchRows?: number;
  /** Told the id of the reader's process. */
  onStart?: (pid: number) => void;
}

const BATCH_ROWS = 1000;
/** Megabytes for objects of JavaScript in the reader's process: it holds a few batches, never the file. */
const HEAP_MEGABYTES = 320;
const gdalFolder = path.dirname(createRequire(import.meta.url).resolve('gdal3.js/node'));

/**
 * Reads a file that a person sent, in a process of its own; yields batches as fast as they are taken and returns what was
 * found out. Ending the loop early, or `signal`, ends the process and leaves no file behind. Throws `UploadRefusal`.
 */
export async function* readUpload(
  file: { path: string; name: string },
  options: ReadOptions,
): AsyncGenerator<ReadBatch, FileFacts> {
  const limits = { ...READ_LIMITS, ...options.limits };
  if (options.signal?.aborted) throw new UploadRefusal('interrupted');
  const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-read-')).catch((error: unknown) => {
    throw refusalOf(error);
  });
  const child = new ReaderProcess(folder, options.signal, limits);
  try {
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const { layer = null, bounds, batchRows = BATCH_ROWS } = options;
    child.send({ path: path.resolve(file.path), name: file.name, layer, bounds, limits, folder, batchRows });
    for (;;) {
      const reply = await child.next();
      if (reply.kind === 'refused') throw new UploadRefusal(reply.code, reply.details);
      if (reply.kind === 'done') return reply.facts;
      yield reply.batch;
      child.takeMore();
    }
  } finally {
    await child.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The child, its replies in order, and why it ended without one. */
class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal | undefined;
  readonly #exited: Promise<void>;
  readonly #replies: ReaderReply[] = [];
  readonly #kill = () => this.#endWith(new UploadRefusal('interrupted'));
  #refusal: UploadRefusal | null = null;
  #wake: (() => void) | null = null;
  #millisecondsLeft: number;
  readonly #limits: ReadLimits;

  constructor(folder: string, signal: AbortSignal | undefined, limits: ReadLimits) {
    this.#limits = limits;
    this.#millisecondsLeft = limits.seconds * 1000;
    this.#child = fork(fileURLToPath(new URL('./reader.child.ts', import.meta.url)), [folder], {
      // GDAL finds its parts from here.
      cwd: path.join(gdalFolder, 'dist/package'),
      // An address, not a name: that would be looked for from the working directory.
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A file has no business with what the server knows.
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], TZ: 'UTC' },
      serialization: 'advanced',
    });
    this.#child.on('message', (reply: ReaderReply) => {
      this.#replies.push(reply);
      this.#wake?.();
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#endWith(refusalOf(error));
        // A process that never began does not end.
        if (this.#child.pid === undefined) resolve();
      });
      this.#child.once('close', (_code, killed) => {
        this.#refusal ??= this.#meaningOf(killed);
        this.#wake?.();
        resolve();
      });
    });
    this.#signal = signal;
    signal?.addEventListener('abort', this.#kill, { once: true });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(task: ReaderTask): void {
    this.#child.send(task, () => undefined);
  }

  takeMore(): void {
    if (this.#child.connected) this.#child.send({ kind: 'more' }, () => undefined);
  }

  /** The next reply. Throws `took_too_long`, `interrupted`, or what the end of the process means. */
  async next(): Promise<ReaderReply> {
    const from = performance.now();
    const timer = setTimeout(
      () => this.#endWith(new UploadRefusal('took_too_long', { seconds: this.#limits.seconds })),
      Math.max(0, this.#millisecondsLeft),
    );
    try {
      while (this.#replies.length === 0 && this.#refusal === null)
        await new Promise<void>((resolve) => (this.#wake = resolve));
    } finally {
      clearTimeout(timer);
      this.#wake = null;
      this.#millisecondsLeft -= performance.now() - from;
    }
    const isOver = this.#refusal?.code === 'interrupted' || this.#refusal?.code === 'took_too_long';
    const reply = isOver ? undefined : this.#replies.shift();
    if (reply === undefined) throw this.#refusal!;
    return reply;
  }

  /** Ends the process, whatever it does, and waits until it is gone. */
  async end(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#kill);
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  #endWith(refusal: UploadRefusal): void {
    this.#refusal ??= refusal;
    this.#child.kill('SIGKILL');
    this.#wake?.();
  }

  /** The watchdog's signal means memory, and so does the abort of a full heap; anything else is a file that broke its reader. */
  #meaningOf(killed: NodeJS.Signals | null): UploadRefusal {
    if (killed === 'SIGUSR2' || killed === 'SIGABRT' || killed === 'SIGTRAP')
      return new UploadRefusal('file_too_large', { memoryMegabytes: this.#limits.memoryMegabytes });
    return new UploadRefusal('malformed', { message: 'reader_ended' });
  }
}
