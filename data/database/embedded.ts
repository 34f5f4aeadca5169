// PostGIS inside this program: PGlite in a worker thread, its data in one folder.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseError, sqlState, type Database, type Queryable, type Row, type StatementOptions } from './database.ts';
import { listDumps, writeDump } from './dumps.ts';
import type { WorkerError, WorkerReply, WorkerRequest, WorkerStart } from './embedded.worker.ts';
import { lockFolder } from './folder-lock.ts';
import { Listeners, requireChannelName } from './listeners.ts';
import {
  defaultDeadlineSeconds,
  describeFailure,
  refuseInsideTransaction,
  runTransaction,
  type Session,
} from './session.ts';
import { encodeParameters, type EncodedParameter } from './values.ts';

/**
 * What the embedded engine promises. It never calls fsync: what was committed survives a killed process, but the last
 * commits, or in the worst case the whole folder, may not survive a power cut. Dumps are synced to disk; who cannot lose six
 * hours of edits uses a PostgreSQL server (`DATABASE_URL`).
 */
export const embeddedDurability = {
  survivesKilledProcess: true,
  survivesPowerCut: false,
  hoursBetweenDumps: 6,
} as const;

export interface EmbeddedOptions {
  /** How long one statement may run. */
  deadlineSeconds?: number;
  /** Hours between two dumps into `<folder>/../dumps`; null for none. */
  hoursBetweenDumps?: number | null;
  onProgress?: (step: OpenStep) => void;
}

/** `create`: a new database is made (about 10 s); `open`: the folder is opened (about 3 s). */
export type OpenStep = 'create' | 'open';

/** The folder exists, holds files, and is no database of ours. */
export class ForeignFolderError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`The folder ${folder} holds files but no database`);
    this.name = 'ForeignFolderError';
    this.folder = folder;
  }
}

export interface EmbeddedDatabase extends Database {
  readonly engine: 'embedded';
  /** Writes a dump beside the data folder, keeps the newest two, and returns the file's path. */
  dump(): Promise<string>;
  /** How often the engine's thread had to be started again, after a passed deadline or a crash. */
  readonly restarts: number;
}

/** Opens the folder, creating it when it does not exist. Throws `FolderInUseError` or `ForeignFolderError`. */
export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const path = resolve(folder);
  const unlock = await lockFolder(path);
  try {
    tidyFolder(path);
    if (!holdsDatabase(path)) {
      options.onProgress?.('create');
      await createFolder(path, null);
    }
    options.onProgress?.('open');
    const engine = new Engine(path);
    await engine.start();
    return makeDatabase(engine, path, unlock, options);
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Replaces the data folder by the content of a dump; the former folder is kept as `<folder>.before-restore`.
 * Throws `FolderInUseError` while a process has it open. The old data stay in place until the dump has been read whole.
 */
export async function restoreDump(folder: string, dumpFile: string): Promise<void> {
  const path = resolve(folder);
  const unlock = await lockFolder(path);
  try {
    tidyFolder(path);
    await createFolder(path, dumpFile);
  } finally {
    unlock();
  }
}

/** Paths of the dumps of a data folder, newest first. */
export function findDumps(folder: string): string[] {
  return listDumps(dumpFolder(resolve(folder)));
}

const dumpFolder = (path: string) => join(dirname(path), 'dumps');

function holdsDatabase(path: string): boolean {
  if (!existsSync(path) || readdirSync(path).length === 0) return false;
  if (!existsSync(join(path, 'PG_VERSION'))) throw new ForeignFolderError(path);
  return true;
}

/**
 * Brings the folder's surroundings to rest after a killed process. A folder is built as `.building`, which is worth nothing
 * until it is whole, then renamed `.built`, which only has to take its place.
 */
function tidyFolder(path: string): void {
  rmSync(`${path}.building`, { recursive: true, force: true });
  const built = `${path}.built`;
  if (!existsSync(built)) return;
  if (existsSync(path)) {
    if (readdirSync(path).length > 0) {
      rmSync(`${path}.before-restore`, { recursive: true, force: true });
      renameSync(path, `${path}.before-restore`);
    } else rmSync(path, { recursive: true });
  }
  renameSync(built, path);
}

async function createFolder(path: string, dumpFile: string | null): Promise<void> {
  const building = `${path}.building`;
  mkdirSync(building, { recursive: true });
  const engine = new Engine(building, dumpFile);
  try {
    await engine.start();
  } finally {
    await engine.stop();
  }
  renameSync(building, `${path}.built`);
  tidyFolder(path);
}

type Answer = { resolve: (value: unknown) => void; reject: (error: WorkerError) => void };
type Task = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

function makeDatabase(engine: Engine, path: string, unlock: () => void, options: EmbeddedOptions): EmbeddedDatabase {
  const deadline = options.deadlineSeconds ?? defaultDeadlineSeconds;
  const listeners = new Listeners();
  let tail: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | null = null;

  engine.onNotification = (channel, payload) => listeners.deliver(channel, payload);

  /** There is one session: whoever has it, has it alone; the others wait in the order in which they came. */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new DatabaseError('The database is closed', sqlState.closed, { cause: null }));
    const result = tail.then(async () => {
      if (await engine.revive()) {
        for (const channel of listeners.channels()) await engine.run(`LISTEN "${channel}"`, [], deadline);
        listeners.reportGap();
      }
      return work();
    });
    tail = result.catch(() => undefined);
    return result;
  }

  async function dump(): Promise<string> {
    refuseInsideTransaction();
    const content = await exclusively(() => engine.dump());
    return writeDump(dumpFolder(path), content);
  }

  const hours =
    options.hoursBetweenDumps === undefined ? embeddedDurability.hoursBetweenDumps : options.hoursBetweenDumps;
  // A dump that fails (a full disk) must not end the program; the next one tries again, and the age of the newest file tells.
  const dumpTimer =
    hours === null ? undefined : setInterval(() => void dump().catch(() => undefined), hours * 3_600_000).unref();

  return {
    engine: 'embedded',
    get restarts() {
      return engine.restarts;
    },
    async query<R extends Row>(
      sql: string,
      parameters: readonly unknown[] = [],
      each: StatementOptions = {},
    ): Promise<R[]> {
      refuseInsideTransaction();
      const encoded = encodeParameters(parameters);
      return (await exclusively(() => engine.run(sql, encoded, each.deadlineSeconds ?? deadline))) as R[];
    },
    async transaction<T>(work: (transaction: Queryable) => Promise<T>, each: StatementOptions = {}): Promise<T> {
      refuseInsideTransaction();
      return exclusively(() => runTransaction(engine, work, each.deadlineSeconds ?? deadline));
    },
    async listen(channel, onMessage, onGap) {
      refuseInsideTransaction();
      requireChannelName(channel);
      const listener = { onMessage, onGap };
      if (listeners.add(channel, listener)) {
        await exclusively(() => engine.run(`LISTEN "${channel}"`, [], deadline)).catch((error: unknown) => {
          listeners.remove(channel, listener);
          throw error;
        });
      }
      return async () => {
        if (listeners.remove(channel, listener) && !closed) {
          await exclusively(() => engine.run(`UNLISTEN "${channel}"`, [], deadline));
        }
      };
    },
    dump,
    close() {
      closed ??= (async () => {
        clearInterval(dumpTimer);
        await tail;
        await engine.stop();
        unlock();
      })();
      return closed;
    },
  };
}

/** The worker thread: started, asked one thing at a time, stopped, and started again after it was lost. */
class Engine implements Session {
  restarts = 0;
  onNotification: (channel: string, payload: string) => void = () => undefined;
  readonly #folder: string;
  #dumpFile: string | null;
  #worker: Worker | null = null;
  #waiting = new Map<number, Answer>();
  #lastId = 0;

  constructor(folder: string, dumpFile: string | null = null) {
    this.#folder = folder;
    this.#dumpFile = dumpFile;
  }

  async start(): Promise<void> {
    const start: WorkerStart = { folder: this.#folder, dumpFile: this.#dumpFile };
    const worker = new Worker(new URL('./embedded.worker.start.mjs', import.meta.url), { workerData: start });
    this.#dumpFile = null;
    this.#worker = worker;
    await new Promise<void>((ready, refused) => {
      worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') ready();
        else if (reply.kind === 'notification') this.onNotification(reply.channel, reply.payload);
        else if (reply.id === null)
          refused(describeFailure(reply.kind === 'failed' ? reply.error : lost, 'start', reply));
        else this.#answer(reply);
      });
      worker.on('error', (error) => this.#lose(worker, error, refused));
      worker.on('exit', () => this.#lose(worker, new Error('The database thread ended'), refused));
    });
  }

  async run(sql: string, parameters: readonly EncodedParameter[], deadlineSeconds: number | null): Promise<Row[]> {
    return (await this.#ask({ kind: 'run', sql, parameters }, deadlineSeconds ?? defaultDeadlineSeconds, sql)) as Row[];
  }

  async dump(): Promise<Uint8Array> {
    return (await this.#ask({ kind: 'dump' }, 3600, 'dump')) as Uint8Array;
  }

  /** Lets the engine write its checkpoint and ends the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    await this.#ask({ kind: 'close' }, 60, 'close').catch(() => undefined);
    this.#worker = null;
    await worker.terminate();
  }

  async #ask(task: Task, deadlineSeconds: number, sql: string): Promise<unknown> {
    const worker = this.#worker;
    // Lost within a transaction: its later statements must not run on a new session.
    if (worker === null) throw describeFailure(lost, sql, lost);
    const id = ++this.#lastId;
    const late = {
      message: `No answer within ${deadlineSeconds} s`,
      code: sqlState.deadlinePassed,
      constraint: null,
      detail: null,
    };
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        // The engine ignores statement_timeout and cannot be interrupted, so its thread is ended; the folder recovers as
        // after a killed process.
        timer = setTimeout(() => this.#end(worker, late), deadlineSeconds * 1000);
        worker.postMessage({ id, ...task });
      });
    } catch (error) {
      throw describeFailure(error as WorkerError, sql, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts the thread again if it was lost; true when it had to. */
  async revive(): Promise<boolean> {
    if (this.#worker !== null) return false;
    this.restarts++;
    await this.start();
    return true;
  }

  #answer(reply: Extract<WorkerReply, { id: number | null }>): void {
    const answer = this.#waiting.get(reply.id!);
    this.#waiting.delete(reply.id!);
    if (reply.kind === 'done') answer?.resolve(reply.value);
    else answer?.reject(reply.error);
  }

  #end(worker: Worker, reason: WorkerError): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    void worker.terminate().then(() => this.#rejectAll(reason));
  }

  #lose(worker: Worker, error: Error, refused: (error: Error) => void): void {
    refused(error);
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#rejectAll({ ...lost, message: `${lost.message}: ${error.message}` });
  }

  #rejectAll(reason: WorkerError): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer.reject(reason);
  }
}

const lost: WorkerError = {
  message: 'The database thread was lost',
  code: sqlState.engineStopped,
  constraint: null,
  detail: null,
};
