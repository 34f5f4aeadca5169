// The files of backups in their folder: named by region and moment, whole or not there.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { keptMoments } from './retention.ts';

const NAME = /^jangkau-([a-z][a-z0-9-]*)-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.tar\.gz(\.enc)?$/;

/** The name of a backup: `jangkau-<region>-2026-11-24T06-00-00Z.tar.gz`, with `.enc` under a passphrase. */
export function backupFileName(region: string, moment: Date, encrypted: boolean): string {
  const time = moment.toISOString().slice(0, 19).replaceAll(':', '-');
  return `jangkau-${region}-${time}Z.tar.gz${encrypted ? '.enc' : ''}`;
}

/** The moment in the name of a region's backup; null when it is none. */
export function momentOf(name: string, region: string): Date | null {
  const match = NAME.exec(name);
  if (match?.[1] !== region) return null;
  const [, , day, hours, minutes, seconds] = match;
  return new Date(`${day}T${hours}:${minutes}:${seconds}Z`);
}

/**
 * Removes the backups of a region that `keptMoments` lets go, and what interrupted ones left. Answers the names that are there
 * afterwards. Files of anybody else stay.
 */
export async function tidyBackups(folder: string, region: string, now: Date): Promise<string[]> {
  const names = await readdir(folder);
  const found = names.flatMap((name) => {
    const moment = momentOf(name, region);
    return moment === null ? [] : [{ name, moment }];
  });
  const kept = keptMoments(
    found.map(({ moment }) => moment),
    now,
  );
  for (const name of names) {
    const isUnfinished =
      name.endsWith('.unfinished') && momentOf(name.slice(0, -'.unfinished'.length), region) !== null;
    if (isUnfinished || found.some((file) => file.name === name && !kept.has(file.moment))) {
      await rm(path.join(folder, name), { force: true });
    }
  }
  return found.filter(({ moment }) => kept.has(moment)).map(({ name }) => name);
}
