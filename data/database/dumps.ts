// Dumps of the embedded database: whole copies of its data folder, compressed, named by their moment.
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const dumpsKept = 2;
const dumpName = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z\.tar\.gz$/;

/** Paths of the dumps in a folder, newest first; an unfinished one is not among them. */
export function listDumps(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => dumpName.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/**
 * How long to wait so that a dump follows the newest one after `hours`, also when the program was restarted meanwhile. Never
 * sooner than a minute (or `hours`), so that starting is not slowed down.
 */
export function millisecondsUntilDump(folder: string, hours: number, now: Date = new Date()): number {
  const period = hours * 3_600_000;
  const newest = listDumps(folder)[0];
  const due = (newest === undefined ? now.getTime() : statSync(newest).mtimeMs) + period;
  return Math.min(period, Math.max(due - now.getTime(), Math.min(period, 60_000)));
}

/** Writes a dump, synced to disk and named only when whole; removes all but the newest two. Returns its path. */
export async function writeDump(folder: string, content: Uint8Array, now: Date = new Date()): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${now.toISOString().replaceAll(':', '-')}.tar.gz`);
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  for (const old of listDumps(folder).slice(dumpsKept)) await rm(old, { force: true });
  for (const name of await readdir(folder)) {
    if (name.endsWith('.unfinished')) await rm(join(folder, name), { force: true });
  }
  return path;
}
