import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatasetDefinition } from './definition.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

export interface LocateOptions {
  region: string;
  /** Folder that the operator named, before `$JANGKAU_DATA`. */
  sourcesFolder?: string | undefined;
  /** Data folder of this installation; it holds the download cache. */
  dataFolder: string;
}

export interface LocatedFile {
  path: string;
  /** Name to show: without the folder, which may tell of somebody's machine. */
  name: string;
  format: DatasetDefinition['format'];
  layers: readonly string[];
  /** Whether it came from the download cache: then it has the pinned sha256. */
  fetched: boolean;
}

/**
 * The file of a dataset, first hit wins: the folder the operator named, else `$JANGKAU_DATA` (each also with the region below
 * it); `data/local/<region>/`; `../shared/<region>/`; the download cache. Of the files that a definition allows, the first in its
 * order. Null when there is none.
 */
export async function locateDataset(
  definition: DatasetDefinition,
  options: LocateOptions,
): Promise<LocatedFile | null> {
  const { region, sourcesFolder } = options;
  const named = sourcesFolder ?? process.env['JANGKAU_DATA'];
  const folders = [
    ...(named ? [named, path.join(named, region)] : []),
    path.join(REPOSITORY, 'data/local', region),
    path.join(REPOSITORY, '../shared', region),
  ];
  const { file, format, layers, otherFiles } = definition;
  for (const folder of folders) {
    for (const choice of [{ file, format, layers }, ...otherFiles]) {
      const found = path.join(folder, choice.file);
      if (!(await exists(found))) continue;
      return { path: found, name: choice.file, format: choice.format, layers: choice.layers, fetched: false };
    }
  }
  const { fetch } = definition;
  if (fetch === undefined) return null;
  const cached = path.join(cacheFolder(options), fetch.file);
  return (await exists(cached))
    ? { path: cached, name: fetch.file, format: fetch.format, layers: [], fetched: true }
    : null;
}

/** Where downloads of a region are kept. */
export function cacheFolder({ dataFolder, region }: Pick<LocateOptions, 'dataFolder' | 'region'>): string {
  return path.join(dataFolder, 'cache', region);
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
