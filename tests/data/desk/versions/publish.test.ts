import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '#model/account';
import type { RegionProfile } from '#model/region';
import type { Database } from '../../../../data/database/database.ts';
import { publishUpload, restoreVersion } from '../../../../data/desk/versions/index.ts';
import { createTestDatabase } from '../../../database-template.ts';
import { loadMini, loadMiniProfile } from '../../../fixtures/kabupaten-mini/load.ts';
import { fillUpload, makeAccount } from './fill-upload.ts';

let database: Database;
let close: () => Promise<void>;
let profile: RegionProfile;
let walidata: Identity & { account: string };
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  profile = await loadMiniProfile();
  await loadMini(database);
  walidata = await makeAccount(database, 'walidata');
});
afterAll(() => close?.());

const facility = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'puskesmas',
  name: `Puskesmas ${id}`,
  owner: 'negeri',
  authority: 'kabupaten',
  region: '99.01.01.2001',
  accuracy: 'point',
  position: { type: 'Point', coordinates: [110.0123456789, -7.0198765432] },
  address: null,
  phone: null,
  capacity: null,
  nationalCode: null,
  attributes: {},
  ...more,
});

/** Every row of a dataset with all its columns, geometry to the last bit. */
const rowsOf = (family: string, dataset: string) =>
  database.query(`SELECT feature, content FROM feature_now WHERE family = $1 AND dataset = $2 ORDER BY feature`, [
    family,
    dataset,
  ]);
const catalogueOf = async (dataset: string) =>
  (
    await database.query(
      `SELECT to_jsonb(d) - '{version,imported_at,published_at}'::text[] AS record FROM dataset d WHERE id = $1`,
      [dataset],
    )
  )[0]?.['record'];
const versionsOf = (dataset: string) =>
  database.query<{ version: number; state: string; origin: string; checksum: string; records: number; counts: object }>(
    'SELECT version, state, origin, checksum, records, counts FROM dataset_version WHERE dataset = $1 ORDER BY version',
    [dataset],
  );
const stateOf = async (upload: string) =>
  (await database.query<{ state: string }>('SELECT state FROM upload WHERE id = $1', [upload]))[0]!.state;

test('a publication over an imported dataset can be undone exactly, and be brought back', async () => {
  const before = await rowsOf('facility', 'puskesmas');
  const catalogue = await catalogueOf('puskesmas');
  const sources = await database.query('SELECT * FROM facility_source ORDER BY dataset, source_key');
  expect(before.length).toBe(2);
  const kept = before[0]!['feature'] as string;
  const upload = await fillUpload(database, {
    dataset: 'puskesmas',
    family: 'facility',
    by: walidata,
    records: [facility(kept, { name: 'Puskesmas Baru' }), facility('puskesmas-x'), facility('puskesmas-y')],
  });
  const told: string[] = [];
  const stop = await database.listen('dataset_changed', (dataset) => told.push(dataset));
  expect(await publishUpload(database, upload, walidata, profile)).toEqual({
    dataset: 'puskesmas',
    family: 'facility',
    version: 2,
  });
  expect(told).toEqual(['puskesmas']);
  expect((await rowsOf('facility', 'puskesmas')).map(({ feature }) => feature)).toEqual(
    [kept, 'puskesmas-x', 'puskesmas-y'].sort(),
  );
  expect(await catalogueOf('puskesmas')).toMatchObject({
    title: 'Data uji',
    date: '2026-03',
    origin: 'desk',
    records: 3,
  });
  expect(await stateOf(upload)).toBe('terbit');

  const published = await rowsOf('facility', 'puskesmas');
  await restoreVersion(database, 'puskesmas', 1, walidata, 'salah berkas');
  expect(await rowsOf('facility', 'puskesmas')).toEqual(before);
  expect(await catalogueOf('puskesmas')).toEqual(catalogue);
  expect(await database.query('SELECT * FROM facility_source ORDER BY dataset, source_key')).toEqual(sources);
  expect(await stateOf(upload)).toBe('diarsipkan');

  await restoreVersion(database, 'puskesmas', 2, walidata, 'ternyata benar');
  expect(await rowsOf('facility', 'puskesmas')).toEqual(published);
  expect(await stateOf(upload)).toBe('terbit');
  await stop();

  const versions = await versionsOf('puskesmas');
  expect(versions.map(({ version, state, origin }) => [version, state, origin])).toEqual([
    [1, 'diarsipkan', 'import'],
    [2, 'diarsipkan', 'upload'],
    [3, 'diarsipkan', 'restore'],
    [4, 'terbit', 'restore'],
  ]);
  expect(versions[2]!.checksum).toBe(versions[0]!.checksum);
  expect(versions[3]!.checksum).toBe(versions[1]!.checksum);
  expect(versions[1]!.checksum).not.toBe(versions[0]!.checksum);
  expect(versions[1]!.counts).toEqual({ added: 2, moved: 1, movedFar: 1, changed: 0, gone: 1, same: 0 });
});
