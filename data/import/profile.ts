import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RegionProfile } from '#model/region';

/** Folder of a region profile and its dataset definitions. */
export function regionFolder(region: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(region)) throw new Error(`Not the id of a region: ${region}`);
  return fileURLToPath(new URL(`../regions/${region}/`, import.meta.url));
}

/** The profile in a region's folder. Throws when there is none or it does not fit the model. */
export async function loadProfile(folder: string): Promise<RegionProfile> {
  const file = path.join(folder, 'profile.json');
  const parsed = RegionProfile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`profile.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
