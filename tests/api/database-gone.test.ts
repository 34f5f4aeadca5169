// A PostgreSQL server that goes away and comes back under a running program.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { Database } from '../../data/database/database.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { createOnServer } from '../database-template.ts';
import { loadMini, loadMiniProfile, MINI_FOLDER } from '../fixtures/kabupaten-mini/load.ts';
import { startNativePostgis } from '../native-postgis.ts';

let native: Awaited<ReturnType<typeof startNativePostgis>> | null = null;
let app: FastifyInstance;
let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  native = await startNativePostgis().catch((error: unknown) => {
    console.warn(`without a native server: ${String(error)}`);
    return null;
  });
  if (native === null) return;
  const created = await createOnServer(native.url);
  database = created.database;
  const profile = await loadMiniProfile();
  await loadMini(database);
  const tiles = await createTileServer({ database, profile });
  app = await createApp({
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
  });
  close = async () => {
    await app.close();
    await tiles.close();
    await created.close();
  };
}, 240_000);
afterAll(async () => {
  await close?.();
  await native?.stop();
});

it('answers what it is, keeps what was committed, and works again without a restart', async (context) => {
  if (native === null) return context.skip('PostgreSQL with PostGIS is not installed');
  const urls = ['/readyz', '/api/v1/datasets', '/api/v1/facilities?kind=puskesmas', '/api/v1/regions'];
  const answers = () => Promise.all(urls.map(async (url) => (await app.inject(url)).body));
  const statuses = () => Promise.all(urls.map(async (url) => (await app.inject(url)).statusCode));
  expect(await statuses()).toEqual(urls.map(() => 200));
  const before = await answers();
  await database.query('CREATE TABLE trial (word text)');
  await database.query("INSERT INTO trial VALUES ('committed')");
  const open = database.transaction(async (transaction) => {
    await transaction.query("INSERT INTO trial VALUES ('never')");
    await native!.crash();
  });
  // 57P01: ended by the server; 08006: the connection broke.
  await expect(open).rejects.toMatchObject({ code: expect.stringMatching(/^(57P0\d|08...)$/) as string });

  const refused = await Promise.all(urls.map(async (url) => (await app.inject(url)).json<unknown>()));
  for (const [index, problem] of refused.entries())
    expect(problem, urls[index]).toMatchObject({ status: 503, code: 'database_unavailable' });
  expect((await app.inject('/healthz')).statusCode).toBe(200);

  await native.resume();
  await vi.waitFor(async () => expect(await statuses()).toEqual(urls.map(() => 200)), { timeout: 30_000 });
  expect(await answers()).toEqual(before);
  expect(await database.query('SELECT word FROM trial')).toEqual([{ word: 'committed' }]);
}, 120_000);
