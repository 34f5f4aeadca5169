import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../data/database/database.ts';
import { loadProfile, regionFolder } from '../../../data/import/profile.ts';
import { importAll, type ImportResult } from '../../../data/import/run.ts';
import { createTestDatabase } from '../../database-template.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/cirebon');
const present = existsSync(path.join(shared, 'kecamatan.geojson'));

let database: Database;
let close: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-sample-'));
  await cp(regionFolder('cirebon'), path.join(folder, 'region'), { recursive: true });
  await mkdir(path.join(folder, 'files'));
});
afterAll(async () => {
  await close?.();
  await rm(folder, { recursive: true, force: true });
});

/** Under another id, so that no file beside the repository is found: a clone elsewhere. */
const run = async (): Promise<ImportResult> =>
  importAll(database, {
    profile: { ...(await loadProfile(path.join(folder, 'region'))), id: 'elsewhere' },
    regionFolder: path.join(folder, 'region'),
    sourcesFolder: path.join(folder, 'files'),
    dataFolder: path.join(folder, 'data'),
    offline: true,
    sample: { today: '2026-11-24' },
  });
const written = ({ outcomes }: ImportResult) =>
  outcomes.filter(({ outcome }) => outcome === 'imported').map(({ dataset }) => dataset);
const regionsBy = () =>
  database.query(
    `SELECT d.status, region.level, count(*)::integer AS n FROM region JOIN dataset d ON d.id = region.dataset
     WHERE own GROUP BY 1, 2 ORDER BY 1, 2`,
  );

test('without any file the whole regency is a sample, and marked as such', { timeout: 240_000 }, async () => {
  const result = await run();
  expect(result.missing.length).toBe(result.outcomes.filter(({ outcome }) => outcome === 'missing').length);
  expect(await database.query(`SELECT DISTINCT status FROM dataset`)).toEqual([{ status: 'contoh' }]);
  expect(await regionsBy()).toEqual([
    { status: 'contoh', level: 'desa', n: 424 },
    { status: 'contoh', level: 'kabupaten', n: 1 },
    { status: 'contoh', level: 'kecamatan', n: 40 },
  ]);
  expect(result.populationDataset).toBe('sample-population');
  const [sums] = await database.query(
    `SELECT (SELECT sum(people) FROM population_cell) = (SELECT people FROM population WHERE region = '32.09') AS equal`,
  );
  expect(sums).toEqual({ equal: true });
  for (const table of ['facility', 'infrastructure', 'zone', 'permit', 'project']) {
    const [row] = await database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
    expect(row!.n, table).toBeGreaterThan(0);
  }
});

test('the next start makes nothing up anew', async () => {
  expect(written(await run())).toEqual([]);
});

test.skipIf(!present)(
  'real boundaries and people take the place of made-up ones, and the rest moves onto them',
  { timeout: 240_000 },
  async () => {
    for (const name of ['desa.geojson', 'population-desa-2024s1.csv', 'population-desa-2024s2.csv', 'puskesmas.csv']) {
      await cp(path.join(shared, name), path.join(folder, 'files', name));
    }
    const result = await run();
    expect(result.outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    // Kecamatan without a file of their own are the unions of their desa.
    expect(await regionsBy()).toEqual([
      { status: 'terbuka', level: 'desa', n: 424 },
      { status: 'terbuka', level: 'kabupaten', n: 1 },
      { status: 'terbuka', level: 'kecamatan', n: 40 },
    ]);
    const names = await database.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM region WHERE level = 'kecamatan' AND own AND name ~ '[a-z]'`,
    );
    expect(names).toEqual([{ n: 40 }]);
    expect(result.populationDataset).toBe('population-dukcapil-2024s2');
    expect(
      await database.query(
        `SELECT id FROM dataset WHERE id IN ('sample-regions', 'sample-population', 'sample-puskesmas')`,
      ),
    ).toEqual([]);
    expect(await database.query(`SELECT DISTINCT dataset FROM facility WHERE kind = 'puskesmas'`)).toEqual([
      { dataset: 'puskesmas' },
    ]);
    expect(written(await run())).toEqual([]);
  },
);
