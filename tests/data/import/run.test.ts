import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../data/database/database.ts';
import { importAll, type ImportOptions } from '../../../data/import/run.ts';
import { reportAll, reportDataset } from '../../../data/import/report.ts';
import { createTestDatabase } from '../../database-template.ts';
import { loadMiniProfile, MINI_FOLDER } from '../../fixtures/kabupaten-mini/load.ts';

let database: Database;
let close: () => Promise<void>;
/** A copy of the fixture that the tests may spoil. */
let folder: string;
beforeAll(async () => {
  ({ database, close } = await createTestDatabase());
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-run-'));
  await cp(MINI_FOLDER, folder, { recursive: true });
});
afterAll(async () => {
  await close?.();
  await rm(folder, { recursive: true, force: true });
});

const run = async (more: Partial<ImportOptions> = {}) =>
  importAll(database, {
    profile: await loadMiniProfile(),
    regionFolder: folder,
    sourcesFolder: path.join(folder, 'files'),
    dataFolder: path.join(folder, 'data'),
    offline: true,
    sample: false,
    ...more,
  });
const file = (name: string) => path.join(folder, 'files', name);
const outcomesOf = ({ outcomes }: Awaited<ReturnType<typeof run>>, outcome: string) =>
  outcomes.filter((one) => one.outcome === outcome).map(({ dataset }) => dataset);
const count = async (sql: string) =>
  (await database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`))[0]!.n;

// The tests tell one story, in this order.
test('an import called off between two datasets leaves whole datasets only, and the next one finishes it', async () => {
  const calledOff = new AbortController();
  const aborted = run({
    signal: calledOff.signal,
    onProgress: ({ dataset, step }) => {
      if (dataset === 'schools' && step === 'imported') calledOff.abort();
    },
  });
  await expect(aborted).rejects.toThrow();
  expect(await count(`facility WHERE dataset = 'schools'`)).toBe(9);
  expect(await count(`dataset WHERE id = 'puskesmas'`)).toBe(0);
  expect(await count('population_cell')).toBe(0);

  const rest = await run();
  expect(outcomesOf(rest, 'unchanged')).toContain('schools');
  expect(outcomesOf(rest, 'imported')).toContain('puskesmas');
  expect(await count('population_cell')).toBeGreaterThan(5_000);
});

test('nothing changed: nothing is written; forced: every version rises by one, the rows stay the same', async () => {
  const facilities = await database.query('SELECT id, name, region, ST_AsText(position) FROM facility ORDER BY id');
  expect(outcomesOf(await run(), 'imported')).toEqual([]);
  const forced = await run({ force: true });
  expect(outcomesOf(forced, 'imported')).toHaveLength(forced.outcomes.length);
  expect(await database.query('SELECT DISTINCT version FROM dataset')).toEqual([{ version: 2 }]);
  expect(await database.query('SELECT id, name, region, ST_AsText(position) FROM facility ORDER BY id')).toEqual(
    facilities,
  );
});

test('listeners hear which dataset changed', async () => {
  const heard: string[] = [];
  const stop = await database.listen('dataset_changed', (payload) => heard.push(payload));
  await writeFile(
    file('puskesmas.csv'),
    `${await readFile(file('puskesmas.csv'), 'utf8')}4,Puskesmas Awan Dua,-7.04,110.04\n`,
  );
  const result = await run();
  await stop();
  // What is matched with the puskesmas is looked at again.
  expect(outcomesOf(result, 'imported')).toEqual(['puskesmas', 'health']);
  expect(heard).toEqual(['puskesmas', 'health']);
  expect(await count(`facility WHERE kind = 'puskesmas'`)).toBe(3);
});

test('a file that does not read keeps the version before, and does not stop the others', async () => {
  await writeFile(file('puskesmas.csv'), 'id,title\n1,Puskesmas Awan\n');
  await writeFile(file('codes.csv'), 'code,bps,name\n"99.01.01,9901010,AWAN\n');
  const { outcomes } = await run();
  expect(
    outcomes.filter(({ outcome }) => outcome === 'failed').map(({ dataset, reason }) => [dataset, reason]),
  ).toEqual([
    ['codes-kecamatan', 'syntax'],
    ['puskesmas', 'column_missing'],
  ]);
  expect(await count(`facility WHERE kind = 'puskesmas'`)).toBe(3);
  expect(await count(`region WHERE bps_code IS NOT NULL`)).toBe(3);
});

test('a row that the database refuses undoes its whole dataset', async () => {
  const original = await readFile(path.join(MINI_FOLDER, 'files/puskesmas.csv'), 'utf8');
  await cp(path.join(MINI_FOLDER, 'files/codes.csv'), file('codes.csv'));
  await writeFile(file('puskesmas.csv'), original);
  await database.query(`ALTER TABLE facility ADD CONSTRAINT no_batu CHECK (name <> 'Puskesmas Batu')  NOT VALID`);
  const refused = await run();
  expect(refused.outcomes.find(({ dataset }) => dataset === 'puskesmas')).toMatchObject({
    outcome: 'failed',
    reason: 'database',
  });
  expect(await count(`facility WHERE kind = 'puskesmas'`)).toBe(3);
  await database.query('ALTER TABLE facility DROP CONSTRAINT no_batu');
  expect(outcomesOf(await run(), 'imported')).toContain('puskesmas');
  expect(await count(`facility WHERE kind = 'puskesmas'`)).toBe(2);
});

test('a file that is taken away leaves what it brought', async () => {
  await rm(file('roads.geojson'));
  const result = await run();
  expect(outcomesOf(result, 'kept')).toEqual(['roads']);
  expect(result.missing).toEqual([]);
  expect(await count(`infrastructure WHERE kind = 'road'`)).toBe(1);
});

test('a desa that is gone: what stood in it is counted in its kecamatan until it is imported anew', async () => {
  const desa = JSON.parse(await readFile(file('desa.geojson'), 'utf8')) as {
    features: { properties: { name: string } }[];
  };
  desa.features = desa.features.filter(({ properties }) => properties.name !== 'Batu Lor');
  await writeFile(file('desa.geojson'), JSON.stringify(desa));
  const result = await run();
  expect(result.outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(await count(`region WHERE code = '99.01.02.2001'`)).toBe(0);
  expect(await count(`facility WHERE region = '99.01.02'`)).toBeGreaterThan(0);
  expect(await count(`facility WHERE region = '99.01.02.2001'`)).toBe(0);
});

test('a report names each dataset with its counts, and each row with its reason', async () => {
  const all = await reportAll(database);
  expect(all.find((line) => line.startsWith('schools '))).toMatch(/terbuka +\d+ +11 +9 +\d+ +2 schools\.csv$/);
  expect(all.join('\n')).toContain('    rejected kind_unknown (kind): 1');
  const rows = await reportDataset(database, 'schools-office');
  expect(rows[0]).toBe('row\toutcome\treason\tcolumn\tvalue');
  expect(rows).toContain('3\tnoted\tonly_in_this_source\t\tSMP MUHAMMADIYAH AWAN');
  expect(rows).toContain('only in\tschools-office\tsekolah-90000099\tSMP MUHAMMADIYAH AWAN\t99.01.01.2002');
  expect(rows).toContain('only in\tschools\tsekolah-90000005\tSMP NEGERI 1 BATU\t99.01.02');
});

test('a dataset with a public address is fetched once, and missing when nobody answers or the checksum is wrong', async () => {
  const body = await readFile(path.join(MINI_FOLDER, 'files/roads.geojson'));
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/roads.geojson`;
  const definition = JSON.parse(await readFile(path.join(folder, 'sources/roads.json'), 'utf8')) as object;
  const define = (sha256: string) =>
    writeFile(
      path.join(folder, 'sources/more-roads.json'),
      JSON.stringify({
        ...definition,
        id: 'more-roads',
        file: 'more-roads.geojson',
        options: { idPrefix: 'more', key: 'number', kind: 'road' },
        fetch: { url, sha256, file: 'fetched-roads.geojson', format: 'geojson' },
      }),
    );
  const outcomeOf = async (more: Partial<ImportOptions>) =>
    (await run(more)).outcomes.find(({ dataset }) => dataset === 'more-roads')!;
  await define('0'.repeat(64));
  expect(await outcomeOf({ offline: true })).toMatchObject({ outcome: 'missing', reason: null });
  expect(await outcomeOf({ offline: false })).toMatchObject({ outcome: 'missing', reason: 'checksum' });
  await define(createHash('sha256').update(body).digest('hex'));
  expect(await outcomeOf({ offline: false })).toMatchObject({ outcome: 'imported' });
  expect(await outcomeOf({ offline: false })).toMatchObject({ outcome: 'unchanged' });
  expect(requests).toBe(2);
  await new Promise((resolve) => server.close(resolve));
});
