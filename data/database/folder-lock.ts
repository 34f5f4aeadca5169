// One process per data folder: the embedded engine itself opens a folder twice without a word and ruins it.
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Another living process has the data folder open. */
export class FolderInUseError extends Error {
  readonly folder: string;
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by process ${pid}`);
    this.name = 'FolderInUseError';
    this.folder = folder;
    this.pid = pid;
  }
}

/**
 * Takes the lock `<folder>.lock` and returns what releases it. A lock left by a process that was killed is recognised by the
 * start time of its process number, and taken over. Throws `FolderInUseError` when its owner lives.
 */
export function lockFolder(folder: string): () => void {
  const lockFile = `${folder}.lock`;
  mkdirSync(dirname(lockFile), { recursive: true });
  const own = JSON.stringify({ pid: process.pid, started: processStart(process.pid), token: randomUUID() });
  const draft = `${lockFile}.${process.pid}-${randomUUID()}`;
  // Written aside and linked: the lock is never seen half-written.
  writeFileSync(draft, own);
  try {
    for (;;) {
      try {
        linkSync(draft, lockFile);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      removeStaleLock(folder, lockFile);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readLock(lockFile) === own) rmSync(lockFile, { force: true });
  };
}

function removeStaleLock(folder: string, lockFile: string): void {
  const found = readLock(lockFile);
  if (found === null) return;
  const owner = parseOwner(found);
  if (owner !== null && processStart(owner.pid) === owner.started) throw new FolderInUseError(folder, owner.pid);
  const aside = `${lockFile}.stale-${randomUUID()}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  try {
    // Someone else may have replaced the stale lock since it was read; then the living lock goes back to its place.
    if (readLock(aside) !== found) linkSync(aside, lockFile);
  } finally {
    rmSync(aside, { force: true });
  }
}

function readLock(lockFile: string): string | null {
  try {
    return readFileSync(lockFile, 'utf8');
  } catch {
    return null;
  }
}

function parseOwner(text: string): { pid: number; started: string | null } | null {
  try {
    const { pid, started } = JSON.parse(text) as { pid: unknown; started: unknown };
    return typeof pid === 'number' ? { pid, started: typeof started === 'string' ? started : null } : null;
  } catch {
    return null;
  }
}

/** What tells a process from a later one with the same number; null when there is no such process. */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The second field, the command, may hold spaces and brackets; the rest follows its last bracket. Field 22 is the start.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not noticed.
    return fields[0] === 'Z' ? null : `${boot}/${fields[19]}`;
  } catch (error) {
    if (process.platform === 'linux') return null;
    void error;
  }
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? null : started;
  } catch {
    return processLives(pid) ? 'unknown' : null;
  }
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
