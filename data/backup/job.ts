// A backup done by a process of its own, seen from the one that asks for it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BackupError, type BackupFailure } from './archive-format.ts';

export interface BackupJob {
  /** A copy of an embedded folder, which nobody else opens, or a server. */
  readonly source: { engine: 'embedded'; copy: string } | { engine: 'server'; url: string };
  readonly path: string;
  readonly region: string;
  readonly softwareVersion: string;
  readonly passphrase: string | null;
  /** ISO 8601. */
  readonly now: string;
  /** Folder for a database that the archive is restored into, and that is removed afterwards; null for no such test. */
  readonly testFolder: string | null;
}

export interface BackupProgress {
  readonly step: 'copy' | 'write' | 'verify' | 'test';
  readonly table: string | null;
  readonly done: number;
  readonly total: number;
}

export interface BackupResult {
  readonly bytes: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly tested: boolean;
  readonly restoreFailure: string | null;
}

export type JobMessage =
  | { kind: 'ready' }
  | ({ kind: 'progress' } & BackupProgress)
  | { kind: 'restore_failed'; message: string }
  | ({ kind: 'done' } & BackupResult)
  | { kind: 'failed'; code: BackupFailure; detail: string | null };

export interface JobListeners {
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
  /** The archive is whole and could be read, but not be restored: why. */
  readonly onRestoreFailure?: ((message: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Does the job in a process of its own. Throws `BackupError`; `interrupted` when that process was killed or the signal aborts. */
export function runJob(
  job: BackupJob,
  { onProgress, onRestoreFailure, signal }: JobListeners = {},
): Promise<BackupResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./job.start.mjs', import.meta.url)), {
      execArgv: [],
      // The passphrase travels in the message, not in the environment that other processes could read. A server's address may leave
      // its password to PGPASSWORD or to the .pgpass of the home folder.
      env: {
        ...Object.fromEntries(
          Object.entries(process.env).filter(([name]) => /^(PATH|TMPDIR|HOME|PG[A-Z]+)$/.test(name)),
        ),
        LC_ALL: 'C.UTF-8',
      },
    });
    let result: BackupResult | BackupError = new BackupError('interrupted');
    const stop = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    child.on('message', (message: JobMessage) => {
      if (message.kind === 'ready') child.send(job);
      else if (message.kind === 'progress') onProgress?.(message);
      else if (message.kind === 'restore_failed') onRestoreFailure?.(message.message);
      else if (message.kind === 'failed') result = new BackupError(message.code, message.detail);
      else result = message;
    });
    child.on('error', reject);
    child.on('close', () => {
      signal?.removeEventListener('abort', stop);
      if (result instanceof BackupError) reject(result);
      else resolve(result);
    });
    if (signal?.aborted) stop();
  });
}
