// Keeps the database backed up: by the clock, and when somebody asks. One backup at a time, whichever process does it.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database, Row } from '../database/database.ts';
import type { EmbeddedDatabase } from '../database/embedded.ts';
import { backupErrorOf, BackupError, type BackupFailure } from './archive-format.ts';
import { unfinishedPath } from './archive-writer.ts';
import { backupFileName, tidyBackups } from './files.ts';
import { runJob, type BackupJob, type BackupProgress } from './job.ts';
import { statement } from './queries/statements.ts';

export interface KeeperOptions {
  readonly database: Database;
  /** Address of the server; ignored where the database is embedded. */
  readonly url: string | undefined;
  /** Folder of the embedded database; the copy that a backup is taken from lies beside it. */
  readonly databaseFolder: string;
  readonly folder: string;
  readonly region: string;
  readonly softwareVersion: string;
  readonly passphrase: string | null;
  /** Between two backups; null for none by the clock. */
  readonly hours: number | null;
  readonly onError: (error: unknown, what: 'backup' | 'restore_test') => void;
  readonly onProgress?: (progress: BackupProgress) => void;
}

export type BackupOccasion = 'scheduled' | 'asked' | 'command';

export interface FinishedBackup {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly tested: boolean;
  readonly restoreFailure: string | null;
}

export interface BackupKeeper {
  readonly folder: string;
  readonly hours: number | null;
  readonly encrypts: boolean;
  /** How far the backup of this process is; null while there is none. */
  progress(): BackupProgress | null;
  /** Unix time in seconds of the last whole backup, as this process knows; null for none. */
  lastBackup(): number | null;
  /** Begins a backup and resolves once it is claimed; `finished` is its end. Throws `busy`, or what the database throws. */
  begin(
    occasion: BackupOccasion,
    account: string | null,
    to?: string,
  ): Promise<{ run: number; finished: Promise<FinishedBackup> }>;
  /** Backs up from now on whenever it is due. */
  start(): Promise<void>;
  /** Stops a backup that is under way. */
  close(): Promise<void>;
}

const DAYS_BETWEEN_RESTORE_TESTS = 7;
const SECONDS_BETWEEN_SIGNS = 30;
const SECONDS_UNTIL_STALE = 180;
const MINUTES_BETWEEN_LOOKS = 5;
/** Starting comes first. */
const SECONDS_BEFORE_FIRST_LOOK = 60;
const DAY = 86_400_000;

interface LastRuns extends Row {
  last_complete: string | null;
  last_tested: string | null;
}

/** What keeps backups of the database; nothing happens before `start` or `begin`. */
export function createBackupKeeper(options: KeeperOptions): BackupKeeper {
  const { database, folder, region } = options;
  const stopping = new AbortController();
  let progress: BackupProgress | null = null;
  let lastBackup: number | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  // An embedded database has one process: what was under way when this one came is not any more.
  let secondsUntilStale = database.engine === 'embedded' ? 0 : SECONDS_UNTIL_STALE;

  async function endStaleRuns(): Promise<void> {
    const seconds = secondsUntilStale;
    secondsUntilStale = SECONDS_UNTIL_STALE;
    await database.query(statement('end-stale-runs'), [seconds]);
  }

  async function readLast(): Promise<LastRuns> {
    const [last] = await database.query<LastRuns>(statement('last-runs'));
    lastBackup = last!.last_complete === null ? null : Date.parse(last!.last_complete) / 1000;
    return last!;
  }

  /** Id of the run; null when another is under way, or none is due. */
  async function claim(occasion: BackupOccasion, account: string | null, hours: number | null): Promise<number | null> {
    await endStaleRuns();
    const [run] = await database.query<{ id: number }>(statement('claim-run'), [occasion, account, hours]);
    return run?.id ?? null;
  }

  async function perform(run: number, occasion: BackupOccasion, to: string): Promise<FinishedBackup> {
    const signs = setInterval(() => {
      database.query(statement('touch-run'), [run]).catch(() => undefined);
    }, SECONDS_BETWEEN_SIGNS * 1000);
    try {
      const finished = await writeFile(occasion, to);
      await finish(run, null, finished, options.passphrase !== null);
      if (to === folder) await tidy();
      await readLast();
      return finished;
    } catch (error) {
      const failure = backupErrorOf(error);
      options.onError(failure, 'backup');
      // Without a database nobody can write that it failed: the next claim finds it without a sign of life.
      await finish(run, failure.code, null, null).catch(() => undefined);
      throw failure;
    } finally {
      clearInterval(signs);
      progress = null;
    }
  }

  async function writeFile(occasion: BackupOccasion, to: string): Promise<FinishedBackup> {
    const now = new Date();
    const file = path.join(to, backupFileName(region, now, options.passphrase !== null));
    await mkdir(to, { recursive: true, mode: 0o700 });
    const { last_tested } = await readLast();
    const isTestDue =
      last_tested === null || now.getTime() - Date.parse(last_tested) > DAYS_BETWEEN_RESTORE_TESTS * DAY;
    const copy = `${options.databaseFolder}.copy`;
    try {
      const result = await runJob(
        {
          source: await sourceOf(copy),
          path: file,
          region,
          softwareVersion: options.softwareVersion,
          passphrase: options.passphrase,
          now: now.toISOString(),
          testFolder: isTestDue && occasion !== 'command' ? `${options.databaseFolder}.restore-test` : null,
        },
        {
          signal: stopping.signal,
          onProgress: report,
          onRestoreFailure: (message) => options.onError(new Error(message), 'restore_test'),
        },
      );
      return { file, ...result };
    } catch (error) {
      await rm(unfinishedPath(file), { force: true }).catch(() => undefined);
      throw error;
    } finally {
      await rm(copy, { recursive: true, force: true }).catch(() => undefined);
      await rm(`${copy}.lock`, { force: true }).catch(() => undefined);
    }
  }

  async function sourceOf(copy: string): Promise<BackupJob['source']> {
    if (database.engine === 'server') return { engine: 'server', url: options.url! };
    report({ step: 'copy', table: null, done: 0, total: 1 });
    await (database as EmbeddedDatabase).copyFolder(copy);
    return { engine: 'embedded', copy };
  }

  function report(step: BackupProgress): void {
    progress = step;
    options.onProgress?.(step);
  }

  async function finish(
    run: number,
    failure: BackupFailure | null,
    finished: FinishedBackup | null,
    encrypted: boolean | null,
  ): Promise<void> {
    await database.query(statement('finish-run'), [
      run,
      failure,
      finished && path.basename(finished.file),
      finished?.bytes ?? null,
      finished?.sha256 ?? null,
      encrypted,
      finished?.tables ?? null,
      finished?.rows ?? null,
      finished?.tested ?? false,
      finished?.restoreFailure ?? null,
    ]);
  }

  async function tidy(): Promise<void> {
    const names = await tidyBackups(folder, region, new Date());
    await database.query(statement('remove-files'), [names]);
  }

  async function lookWhetherDue(): Promise<void> {
    await readLast();
    if (options.hours === null) return;
    const run = await claim('scheduled', null, options.hours);
    if (run === null) return;
    // Its failure is told by `onError`.
    running = perform(run, 'scheduled', folder).catch(() => undefined);
    await running;
  }

  function schedule(seconds: number): void {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      lookWhetherDue()
        .catch((error: unknown) => options.onError(error, 'backup'))
        .finally(() => schedule(MINUTES_BETWEEN_LOOKS * 60));
    }, seconds * 1000).unref();
  }

  return {
    folder,
    hours: options.hours,
    encrypts: options.passphrase !== null,
    progress: () => progress,
    lastBackup: () => lastBackup,
    async begin(occasion, account, to = folder) {
      const run = await claim(occasion, account, null);
      if (run === null) throw new BackupError('busy');
      const finished = perform(run, occasion, path.resolve(to));
      running = finished.catch(() => undefined);
      return { run, finished };
    },
    async start() {
      await endStaleRuns();
      await readLast();
      schedule(SECONDS_BEFORE_FIRST_LOOK);
    },
    async close() {
      clearTimeout(timer);
      stopping.abort();
      await running;
    },
  };
}
