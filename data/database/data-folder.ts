// The folder of the embedded database: whole or not there, whenever the program is killed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from './embedded-engine.ts';

/** The folder exists, holds files, and is no database of ours. */
export class ForeignFolderError extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(`The folder ${folder} holds files but no database`);
    this.name = 'ForeignFolderError';
    this.folder = folder;
  }
}

/** Whether the folder holds a database; false when it is absent or empty. Throws `ForeignFolderError`. */
export function holdsDatabase(path: string): boolean {
  if (!existsSync(path) || readdirSync(path).length === 0) return false;
  if (!existsSync(join(path, 'PG_VERSION'))) throw new ForeignFolderError(path);
  return true;
}

/**
 * Brings the folder's surroundings to rest after a killed process. A folder is built as `.building`, which is worth nothing
 * until it is whole, then renamed `.built`, which only has to take its place.
 */
export function tidyFolder(path: string): void {
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

/** Builds a new database, empty or from a dump, and puts it in the folder's place. */
export async function createFolder(path: string, dumpFile: string | null): Promise<void> {
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
