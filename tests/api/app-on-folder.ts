import type { FastifyInstance } from 'fastify';
import path from 'node:path';
import { createApp } from '../../api/app.ts';
import { openEmbedded, type EmbeddedDatabase } from '../../data/database/embedded.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { loadMiniProfile, MINI_FOLDER } from '../fixtures/kabupaten-mini/load.ts';

/** The whole server on a data folder that has a database of the invented regency, ready for requests. */
export async function openAppOn(
  dataFolder: string,
): Promise<{ app: FastifyInstance; database: EmbeddedDatabase; close: () => Promise<void> }> {
  const database = await openEmbedded(path.join(dataFolder, 'database'), { hoursBetweenDumps: null });
  const profile = await loadMiniProfile();
  const tiles = await createTileServer({ database, profile });
  const app = await createApp({
    database,
    tiles,
    profile,
    regionFolder: MINI_FOLDER,
    standards: STANDARDS,
    webFolder: null,
    softwareVersion: '0.0.0',
    logger: false,
    requestsPerMinute: null,
    trustProxy: false,
    dataFolder,
  });
  await app.ready();
  return {
    app,
    database,
    async close() {
      await app.close();
      await tiles.close();
      await database.close();
    },
  };
}
