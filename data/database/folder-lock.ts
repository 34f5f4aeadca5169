// One process per data folder: the embedded engine itself opens a folder twice without a word and ruins it.
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

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

const secondsBetweenSigns = 4;

/**
 * Takes the lock `<folder>.lock` and returns what releases it. A lock left by a killed process is recognised and taken over:
 * on the same machine by the process number and its start time; from another machine or container, where the number says
 * nothing, by waiting whether its owner still gives signs of life (10 s). Throws `FolderInUseError` when the owner lives.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const lockFile = `${folder}.lock`;
  mkdirSync(dirname(lockFile), { recursive: true });
  const own = JSON.stringify({
    pid: process.pid,
    started: processStart(process.pid),
    place: ownPlace(),
    token: randomUUID(),
  });
  const draft = `${lockFile}.${randomUUID()}`;
  // Written aside and linked: the lock is never seen half-written.
  writeFileSync(draft, own);
  try {
    while (!linked(draft, lockFile)) await removeStaleLock(folder, lockFile);
  } finally {
    rmSync(draft, { force: true });
  }
  const signs = setInterval(() => giveSign(lockFile), secondsBetweenSigns * 1000).unref();
  return () => {
    clearInterval(signs);
    if (readLock(lockFile) === own) rmSync(lockFile, { force: true });
  };
}

function linked(draft: string, lockFile: string): boolean {
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function giveSign(lockFile: string): void {
  try {
    utimesSync(lockFile, new Date(), new Date());
  } catch {
    // The folder was removed under the running program; its next statement will say so better.
  }
}

async function removeStaleLock(folder: string, lockFile: string): Promise<void> {
  const found = readLock(lockFile);
  if (found === null) return;
  const owner = parseOwner(found);
  if (owner !== null && (await ownerLives(owner, lockFile))) throw new FolderInUseError(folder, owner.pid);
  const aside = `${lockFile}.${randomUUID()}`;
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

async function ownerLives(owner: Owner, lockFile: string): Promise<boolean> {
  if (owner.place === ownPlace()) return owner.started !== null && processStart(owner.pid) === owner.started;
  const before = signTime(lockFile);
  await wait(secondsBetweenSigns * 2500);
  return signTime(lockFile) !== before;
}

function signTime(lockFile: string): number | null {
  return statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function readLock(lockFile: string): string | null {
  try {
    return readFileSync(lockFile, 'utf8');
  } catch {
    return null;
  }
}

interface Owner {
  pid: number;
  started: string | null;
  place: string;
}

function parseOwner(text: string): Owner | null {
  try {
    const { pid, started, place } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof place !== 'string') return null;
    return { pid, started: typeof started === 'string' ? started : null, place };
  } catch {
    return null;
  }
}

/** Where a process number has a meaning: this boot of this machine, and on Linux this container. */
function ownPlace(): string {
  if (process.platform !== 'linux') return hostname();
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
}

/** What tells a process from a later one with the same number; null when there is no such process. */
function processStart(pid: number): string | null {
  if (process.platform === 'linux') return startTicks(pid);
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return processLives(pid) ? 'unknown' : null;
  }
}

function startTicks(pid: number): string | null {
  try {
    // The second field, the command, may hold spaces and brackets; after its last bracket the state is first, the start 20th.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not noticed.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
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
