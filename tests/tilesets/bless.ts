// npx tsx tests/tilesets/bless.ts: writes the golden tiles anew. Read the difference before committing it.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createEmbedded } from '../database-template.ts';
import { loadMini } from '../fixtures/kabupaten-mini/load.ts';
import { describeGoldenTiles } from './golden-tiles.ts';

const folder = new URL('golden/', import.meta.url);
const { database, close } = await createEmbedded();
try {
  await loadMini(database);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [file, text] of await describeGoldenTiles(database)) await writeFile(new URL(file), text);
} finally {
  await close();
}
