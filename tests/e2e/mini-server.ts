// The whole product on the invented regency, for browser tests that know every number: prints its address when it is ready, then
// the link to make the first administrator.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from '../../api/app.ts';
import { makeAdministratorLink } from '../../data/accounts/links.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { createEmbedded } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';

const { database, close } = await createEmbedded();
const profile = await loadMiniProfile();
await loadMini(database);
const tiles = await createTileServer({ database, profile });
const app = await createApp({
  database,
  tiles,
  profile,
  standards: STANDARDS,
  // What a start of the product has built; the tests of the browser begin with one.
  webFolder: path.resolve('dist/web'),
  softwareVersion: (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version,
  logger: false,
  requestsPerMinute: null,
  trustProxy: false,
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
console.log(address);
const link = await makeAdministratorLink(database, new Date());
if (link !== null) console.log(`${address}/tautan/${link.token}`);

process.once('SIGTERM', () => {
  void (async () => {
    await app.close();
    await tiles.close();
    await close();
    process.exit(0);
  })();
});
