// The whole product on the invented regency, for browser tests that know every number: prints its address when it is ready, then
// the link to make the first administrator.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../api/app.ts';
import { makeAdministratorLink } from '../../data/accounts/links.ts';
import { createBackupKeeper } from '../../data/backup/keeper.ts';
import { STANDARDS } from '../../data/standards/index.ts';
import { createTileServer } from '../../tilesets/tile-server.ts';
import { bringDuplicatedProjects } from '../fixtures/duplicated-projects.ts';
import { bringServiceTimePermits, SERVICE_DAY } from '../fixtures/service-time.ts';
import { createEmbedded } from '../database-template.ts';
import { loadMini, loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';

const { database, close } = await createEmbedded();
const profile = await loadMiniProfile();
await loadMini(database);
// With `JANGKAU_MINI_SERVICE_TIME` (holidays, or `none`) the day and the permits of story R4.
const holidays = process.env['JANGKAU_MINI_SERVICE_TIME'];
if (holidays !== undefined) {
  await bringServiceTimePermits(database);
  const days = holidays === 'none' ? [] : holidays.split(',');
  profile.holidays = { source: 'uji', days: days.map((date) => ({ date, name: 'Libur', kind: 'libur_nasional' })) };
}
// The projects of story B2.
if (process.env['JANGKAU_MINI_DUPLICATES'] === '1') await bringDuplicatedProjects(database);
const tiles = await createTileServer({ database, profile });
const softwareVersion = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const folder = await mkdtemp(path.join(tmpdir(), 'jangkau-mini-'));
// Backs up when somebody asks; the clock does not run.
const backups = createBackupKeeper({
  database,
  url: undefined,
  databaseFolder: path.join(folder, 'database'),
  folder: path.join(folder, 'backups'),
  region: 'mini',
  softwareVersion,
  passphrase: null,
  hours: 24,
  onError: (error) => console.error(error),
});
const app = await createApp({
  database,
  tiles,
  profile,
  standards: STANDARDS,
  // What a start of the product has built; the tests of the browser begin with one.
  webFolder: path.resolve('dist/web'),
  softwareVersion,
  dataFolder: folder,
  backups,
  logger: false,
  requestsPerMinute: null,
  trustProxy: false,
  ...(holidays === undefined ? {} : { now: () => new Date(`${SERVICE_DAY}T03:00:00Z`) }),
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
console.log(address);
const link = await makeAdministratorLink(
  database,
  holidays === undefined ? new Date() : new Date(`${SERVICE_DAY}T03:00:00Z`),
);
if (link !== null) console.log(`${address}/tautan/${link.token}`);

process.once('SIGTERM', () => {
  void (async () => {
    await app.close();
    await backups.close();
    await tiles.close();
    await close();
    await rm(folder, { recursive: true, force: true });
    process.exit(0);
  })();
});
