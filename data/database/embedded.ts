// PostGIS inside this program: PGlite in a worker thread, its data in one folder.
import { constants } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createFolder, holdsDatabase, tidyFolder } from './data-folder.ts';
import type { Identity } from '#model/account';
import {
  DatabaseError,
  sqlState,
  type Database,
  type Queryable,
  type Row,
  type StatementOptions,
  type Transactional,
} from './database.ts';
import { listDumps, millisecondsUntilDump, writeDump } from './dumps.ts';
import { Engine } from './embedded-engine.ts';
import { lockFolder } from './folder-lock.ts';
import { assume, identityKey } from './identity.ts';
import { Listeners, requireChannelName } from './listeners.ts';
import { defaultDeadlineSeconds, refuseInsideTransaction, runTransaction } from './session.ts';
import { encodeParameters } from './values.ts';

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
  /** How long one statement may run. Default 60 s. */
  deadlineSeconds?: number;
  /** Hours between two dumps into `<folder>/../dumps`, each of which holds up other statements some seconds; null for none. */
  hoursBetweenDumps?: number | null;
  onProgress?: (step: OpenStep) => void;
}

/** `create`: a new database is made (about 10 s); `open`: the folder is opened (about 3 s). */
export type OpenStep = 'create' | 'open';

export interface EmbeddedDatabase extends Database {
  readonly engine: 'embedded';
  /** Writes a dump beside the data folder, keeps the newest two, and returns the file's path. */
  dump(): Promise<string>;
  /**
   * Copies the data folder as it is between two statements, which wait meanwhile (0.4 s for 180 MB, where a compressed dump
   * takes 5 s). The copy is a folder that `openEmbedded` opens; one that was there is replaced.
   */
  copyFolder(target: string): Promise<void>;
  /** How often the engine's thread had to be started again, after a passed deadline or a crash. */
  readonly restarts: number;
}

/** The engine does not open the folder: damaged, or written by another version. `dumps`, newest first, may replace it. */
export class FolderUnreadableError extends Error {
  readonly folder: string;
  readonly dumps: readonly string[];
  constructor(folder: string, dumps: readonly string[], cause: unknown) {
    super(`The database in ${folder} does not open`, { cause });
    this.name = 'FolderUnreadableError';
    this.folder = folder;
    this.dumps = dumps;
  }
}

/**
 * Opens the folder, creating it when it does not exist. Throws `FolderInUseError`, `ForeignFolderError` or
 * `FolderUnreadableError`.
 */
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
    await engine.start().catch((error: unknown) => {
      throw new FolderUnreadableError(path, findDumps(path), error);
    });
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

function makeDatabase(engine: Engine, path: string, unlock: () => void, options: EmbeddedOptions): EmbeddedDatabase {
  const deadline = options.deadlineSeconds ?? defaultDeadlineSeconds;
  const listeners = new Listeners();
  let tail: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | null = null;

  engine.onNotification = (channel, payload) => listeners.deliver(channel, payload);

  let assumed = identityKey(null);

  /** There is one session: whoever has it, has it alone; the others wait in the order in which they came. */
  function exclusively<T>(identity: Identity | null, work: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new DatabaseError('The database is closed', sqlState.closed, { cause: null }));
    const result = tail.then(async () => {
      if (await engine.revive()) {
        assumed = identityKey(null);
        for (const channel of listeners.channels()) await engine.run(`LISTEN "${channel}"`, [], deadline);
        listeners.reportGap();
      }
      const key = identityKey(identity);
      if (key !== assumed) {
        const statements = assume(identity);
        // Unknown until all of them ran: the next one then assumes anew.
        assumed = '?';
        await engine.run(statements, [], deadline);
        assumed = key;
      }
      return work();
    });
    tail = result.catch(() => undefined);
    return result;
  }

  function statementsOf(identity: Identity | null): Transactional {
    return {
      async query<R extends Row>(
        sql: string,
        parameters: readonly unknown[] = [],
        each: StatementOptions = {},
      ): Promise<R[]> {
        refuseInsideTransaction();
        const encoded = encodeParameters(parameters);
        const rows = await exclusively(identity, () => engine.run(sql, encoded, each.deadlineSeconds ?? deadline));
        return rows as R[];
      },
      async transaction<T>(work: (transaction: Queryable) => Promise<T>, each: StatementOptions = {}): Promise<T> {
        refuseInsideTransaction();
        return exclusively(identity, () => runTransaction(engine, work, each.deadlineSeconds ?? deadline));
      },
    };
  }

  async function dump(): Promise<string> {
    refuseInsideTransaction();
    const content = await exclusively(null, () => engine.dump());
    return writeDump(dumpFolder(path), content);
  }

  async function copyFolder(target: string): Promise<void> {
    refuseInsideTransaction();
    await rm(target, { recursive: true, force: true });
    await exclusively(null, async () => {
      await engine.run('CHECKPOINT', [], deadline);
      await cp(path, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
    });
  }

  const hours =
    options.hoursBetweenDumps === undefined ? embeddedDurability.hoursBetweenDumps : options.hoursBetweenDumps;
  let dumpTimer: NodeJS.Timeout | undefined;
  function scheduleDump(): void {
    if (hours === null || closed) return;
    dumpTimer = setTimeout(
      () => {
        // A dump that fails (a full disk) must not end the program; the age of the newest file tells, and the next is tried.
        void dump().then(scheduleDump, scheduleDump);
      },
      millisecondsUntilDump(dumpFolder(path), hours),
    ).unref();
  }
  scheduleDump();

  return {
    engine: 'embedded',
    get restarts() {
      return engine.restarts;
    },
    ...statementsOf(null),
    as: statementsOf,
    async listen(channel, onMessage, onGap) {
      refuseInsideTransaction();
      requireChannelName(channel);
      const listener = { onMessage, onGap };
      if (listeners.add(channel, listener)) {
        await exclusively(null, () => engine.run(`LISTEN "${channel}"`, [], deadline)).catch((error: unknown) => {
          listeners.remove(channel, listener);
          throw error;
        });
      }
      return async () => {
        if (listeners.remove(channel, listener) && !closed) {
          await exclusively(null, () => engine.run(`UNLISTEN "${channel}"`, [], deadline));
        }
      };
    },
    dump,
    copyFolder,
    close() {
      closed ??= (async () => {
        clearTimeout(dumpTimer);
        await tail;
        await engine.stop();
        unlock();
      })();
      return closed;
    },
  };
}
