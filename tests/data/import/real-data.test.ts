// The real files of Kabupaten Cirebon, read in place beside the repository; every number of SOURCES.md and of the issue.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../data/database/database.ts';
import { loadProfile, regionFolder } from '../../../data/import/profile.ts';
import { importAll, type ImportResult } from '../../../data/import/run.ts';
import { createTestDatabase } from '../../database-template.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/cirebon');
const present = existsSync(path.join(folder, 'kecamatan.geojson'));
if (!present) console.warn(`real-data.test.ts is skipped: no real data at ../shared/cirebon`);

describe.skipIf(!present)('the real data', () => {
  let database: Database;
  let close: () => Promise<void>;
  let dataFolder: string;
  let result: ImportResult;
  beforeAll(async () => {
    ({ database, close } = await createTestDatabase());
    dataFolder = await mkdtemp(path.join(tmpdir(), 'jangkau-real-'));
    const profile = await loadProfile(regionFolder('cirebon'));
    result = await importAll(database, { profile, sourcesFolder: folder, dataFolder, offline: true, sample: false });
  }, 240_000);
  afterAll(async () => {
    await close?.();
    if (dataFolder) await rm(dataFolder, { recursive: true, force: true });
  });

  const one = async <T>(sql: string, parameters: unknown[] = []): Promise<T> =>
    Object.values((await database.query(sql, parameters))[0]!)[0] as T;
  const notes = async (dataset: string, reason: string): Promise<number> =>
    one(
      `SELECT count(DISTINCT n.row)::integer FROM import_note n JOIN import_run r ON r.id = n.run
       WHERE r.dataset = $1 AND n.reason = $2`,
      [dataset, reason],
    );

  test('every dataset comes from its file', () => {
    expect(result.outcomes.filter(({ error }) => error !== null)).toEqual([]);
    // No file of these has been published; an operator adds them.
    expect(result.missing.map(({ id }) => id)).toEqual(['roads-osm', 'roads-kabupaten']);
  });

  test('40 kecamatan, 412 desa and 12 kelurahan, 22 kelurahan of the Kota, all with both codes', async () => {
    const rows = await database.query(
      `SELECT own, kind, count(*)::integer AS n, count(bps_code)::integer AS coded FROM region GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      [false, 'kabupaten', 3, 3],
      [false, 'kecamatan', 5, 5],
      [false, 'kelurahan', 22, 22],
      [false, 'kota', 1, 1],
      [true, 'desa', 412, 412],
      [true, 'kabupaten', 1, 1],
      [true, 'kecamatan', 40, 40],
      [true, 'kelurahan', 12, 12],
    ]);
  });

  test('areas are those of the sources: 1,076.6 km² without the parts far off, 39.5 km² in the Kota', async () => {
    expect(await one<number>(`SELECT area_km2 FROM region WHERE code = '32.09'`)).toBeCloseTo(1076.626, 2);
    const kota = await one<number>(`SELECT sum(area_km2) FROM region WHERE code LIKE '32.74.%' AND level = 'desa'`);
    expect(kota).toBeCloseTo(39.467, 2);
    expect(await one<number>(`SELECT ST_NumGeometries(geometry) FROM region WHERE code = '32.09'`)).toBe(1);
  });

  test('the broken ring of Plered is repaired, the namesakes of Babakan, Panguragan and Karanganyar are cut off', async () => {
    const rows = await database.query(
      `SELECT r.dataset, n.reason, n.row FROM import_note n JOIN import_run r ON r.id = n.run
       WHERE n.reason IN ('ring_invalid', 'part_far_off') ORDER BY 1, 2, 3`,
    );
    expect(rows.map(({ dataset, reason }) => `${dataset} ${reason}`)).toEqual([
      'desa part_far_off',
      'desa part_far_off',
      'kecamatan part_far_off',
      'kecamatan part_far_off',
      'kecamatan ring_invalid',
    ]);
    const wide = await database.query(
      `SELECT code FROM region WHERE level IN ('kecamatan', 'desa') AND ST_XMax(geometry) - ST_XMin(geometry) > 0.2`,
    );
    expect(wide).toEqual([]);
  });

  test('each desa lies in its kecamatan, each label in its region', async () => {
    const stray = await database.query(
      `SELECT desa.code FROM region desa JOIN region kecamatan ON kecamatan.code = desa.parent
       WHERE desa.level = 'desa' AND NOT ST_Covers(kecamatan.geometry, desa.label_point)`,
    );
    expect(stray).toEqual([]);
    expect(await database.query(`SELECT code FROM region WHERE NOT ST_Covers(geometry, label_point)`)).toEqual([]);
  });

  test('Kapetakan and Kepetakan are one kecamatan', async () => {
    expect(await one(`SELECT aliases FROM region WHERE code = '32.09.22' AND name = 'Kapetakan'`)).toContain(
      'Kepetakan',
    );
  });

  test('every register has the sum that it publishes', async () => {
    const rows = await database.query(
      `SELECT dataset, region, people FROM population WHERE region IN ('32.09', '32.74') ORDER BY 1, 2`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['population-dukcapil-2024s1', '32.09', 2_452_563],
      ['population-dukcapil-2024s1', '32.74', 354_679],
      ['population-dukcapil-2024s2', '32.09', 2_481_862],
      ['population-dukcapil-2024s2', '32.74', 356_629],
      ['population-kemendagri-2024', '32.09', 2_489_046],
      ['population-kemendagri-2024', '32.74', 356_629],
    ]);
    expect(
      await one(`SELECT sum(people)::integer FROM population WHERE dataset = 'population-idm-2023'
                      AND length(region) = 13`),
    ).toBe(2_372_369);
  });

  test('semester 2 is in use, counts all 424 desa, and its cells sum to each of them', async () => {
    expect(result.populationDataset).toBe('population-dukcapil-2024s2');
    expect(await one(`SELECT dataset FROM population_in_use`)).toBe('population-dukcapil-2024s2');
    const wrong = await database.query(
      `SELECT region.code FROM region LEFT JOIN population p ON p.region = region.code AND p.dataset = $1
       LEFT JOIN (SELECT desa, sum(people) AS people FROM population_cell GROUP BY desa) c ON c.desa = region.code
       WHERE region.own AND region.level = 'desa' AND p.people IS DISTINCT FROM c.people`,
      ['population-dukcapil-2024s2'],
    );
    expect(wrong).toEqual([]);
    expect(await one(`SELECT sum(people)::integer FROM population_cell`)).toBe(2_481_862);
  });

  test('the 13 desa that semester 2 leaves out for repeats of others are estimated, and said to be', async () => {
    expect(await notes('population-dukcapil-2024s2', 'value_estimated')).toBe(13);
    expect(await one(`SELECT count(*) FROM population WHERE estimated AND length(region) = 13`)).toBe(13);
    const wide = await database.query(
      `SELECT a.region FROM population a JOIN population b ON b.region = a.region AND b.dataset = 'population-dukcapil-2024s1'
       WHERE a.dataset = 'population-dukcapil-2024s2' AND length(a.region) = 13
         AND a.people::float / b.people NOT BETWEEN 0.7 AND 1.3`,
    );
    expect(wide).toEqual([]);
  });

  test('1,222 schools of the Kabupaten, at least 1,170 of them placed', async () => {
    const [schools] = await database.query<{ n: number; placed: number }>(
      `SELECT count(*)::integer AS n, count(position)::integer AS placed FROM facility
       WHERE dataset = 'schools-dapodik' AND region LIKE '32.09%'`,
    );
    expect(schools!.n).toBe(1_222);
    expect(schools!.placed).toBeGreaterThanOrEqual(1_170);
    expect(await one(`SELECT count(*)::integer FROM facility WHERE dataset = 'schools-dapodik'`)).toBe(1_500);
  });

  test('of the bad coordinates 0, 0 are dropped, lost signs repaired, and no point lies far from what it states', async () => {
    expect(await notes('schools-dapodik', 'coordinates_zero')).toBe(46);
    expect(await notes('schools-dapodik', 'coordinates_sign_lost')).toBe(2);
    expect(await notes('schools-dapodik', 'coordinates_out_of_bounds')).toBe(1);
    const far = await database.query(
      `SELECT f.id FROM facility f JOIN region ON region.code = left(f.region, 8)
       WHERE f.dataset = 'schools-dapodik' AND ST_Distance(f.position::geography, region.geometry::geography) > 5050`,
    );
    expect(far).toEqual([]);
    const doubtful = await database.query(
      `SELECT f.id FROM facility f JOIN region ON region.code = left(f.region, 8)
       WHERE f.dataset = 'schools-dapodik' AND f.accuracy = 'point'
         AND ST_Distance(f.position::geography, region.geometry::geography) > 505`,
    );
    expect(doubtful).toEqual([]);
  });

  test('every school has its desa, but for names that no desa of its kecamatan bears', async () => {
    const coarse = await one<number>(
      `SELECT count(*)::integer FROM facility WHERE dataset = 'schools-dapodik' AND length(region) < 13`,
    );
    expect(coarse).toBe(0);
  });

  test('212 of 214 SMP of the education office are Dapodik’s and counted once', async () => {
    expect(await notes('schools-smp-disdik', 'matched_other_source')).toBe(212);
    expect(await notes('schools-smp-disdik', 'only_in_this_source')).toBe(2);
    expect(await one(`SELECT count(*)::integer FROM facility WHERE kind = 'smp' AND region LIKE '32.09%'`)).toBe(223);
    const doubled = await database.query(
      `SELECT a.id FROM facility a JOIN facility b ON a.kind = b.kind AND a.id < b.id AND lower(a.name) = lower(b.name)
         AND ST_DWithin(a.position, b.position, 0.001) WHERE a.kind = 'smp'`,
    );
    expect(doubled).toEqual([]);
  });

  test('56 puskesmas of the Kabupaten and 8 of the Kota: Susukan Lebak once, that of OpenStreetMap not again', async () => {
    const rows = await database.query(
      `SELECT left(region, 5) AS kabupaten, count(*)::integer AS n FROM facility WHERE kind = 'puskesmas' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { kabupaten: '32.09', n: 56 },
      { kabupaten: '32.74', n: 8 },
    ]);
    expect(await notes('puskesmas', 'duplicate_record')).toBe(1);
  });

  test('midwives are no hospitals, and no name is "Tidak bernama"', async () => {
    const rows = await database.query(
      `SELECT kind, count(*)::integer AS n FROM facility WHERE dataset = 'health-osm' AND region LIKE '32.09%' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { kind: 'hospital', n: 3 },
      { kind: 'midwife', n: 3 },
      { kind: 'pharmacy', n: 13 },
    ]);
    expect(await one(`SELECT count(*)::integer FROM facility WHERE name ILIKE 'tidak bernama'`)).toBe(0);
  });

  test('26 provincial roads: 108.8 km as stated, 145.2 km as drawn', async () => {
    const [roads] = await database.query(
      `SELECT count(*)::integer AS n, round(sum(stated_length_metres) / 100) / 10 AS stated, round(sum(length_metres) / 100) / 10 AS drawn
       FROM infrastructure WHERE kind = 'road'`,
    );
    expect(roads).toEqual({ n: 26, stated: 108.8, drawn: 145.2 });
  });

  test('street lights stand where they stand: 440 of them beyond the two areas', async () => {
    const rows = await database.query(
      `SELECT left(region, 5) AS kabupaten, count(*)::integer AS n FROM infrastructure WHERE kind = 'street-light' GROUP BY 1 ORDER BY 1`,
    );
    const count = Object.fromEntries(rows.map(({ kabupaten, n }) => [String(kabupaten), n as number]));
    expect(Object.values(count).reduce((sum, n) => sum + n, 0)).toBe(2_122);
    // Within a few of the figures of SOURCES.md, which used other polygons of the border.
    expect(Math.abs(count['null']! - 440)).toBeLessThanOrEqual(5);
    expect(Math.abs(count['32.09']! - 1_464)).toBeLessThanOrEqual(5);
    expect(await one(`SELECT count(*)::integer FROM infrastructure WHERE attributes->>'year' = 'XX'`)).toBe(0);
  });

  test('rivers and land assets measure what the sources say; heights are gone', async () => {
    expect(
      await one<number>(`SELECT sum(area_square_metres) / 1e6 FROM infrastructure WHERE kind = 'river'`),
    ).toBeCloseTo(9.08, 2);
    expect(
      await one<number>(`SELECT sum(area_square_metres) FROM infrastructure WHERE kind = 'land-asset'`),
    ).toBeCloseTo(748_199, -1);
    expect(await one(`SELECT count(*)::integer FROM infrastructure WHERE ST_NDims(geometry) <> 2`)).toBe(0);
    expect(await one(`SELECT count(*)::integer FROM infrastructure WHERE name ~ '[\\r\\n]'`)).toBe(0);
  });

  test('parcels: names of desa and other spellings are understood, those that lie elsewhere go where they lie', async () => {
    const unknown = await one<number>(
      `SELECT count(*)::integer FROM import_note n JOIN import_run r ON r.id = n.run
       WHERE r.dataset = 'government-land-assets' AND n.reason = 'region_unknown' AND n.column_name = 'kecamatan'`,
    );
    expect(unknown).toBe(0);
    expect(await one(`SELECT count(*)::integer FROM infrastructure WHERE kind = 'land-asset' AND region IS NULL`)).toBe(
      0,
    );
    const elsewhere = await notes('government-land-assets', 'region_from_position');
    const near = await notes('government-land-assets', 'position_near_border');
    expect(Math.abs(elsewhere + near - 93)).toBeLessThanOrEqual(5);
  });

  test('each row is imported or rejected, and each rejection has a reason', async () => {
    const wrong = await database.query(
      `SELECT r.dataset FROM import_run r WHERE r.rows_read <> r.rows_imported + r.rows_rejected
         OR r.rows_rejected <> (SELECT count(DISTINCT n.row) FROM import_note n WHERE n.run = r.id AND n.outcome = 'rejected')`,
    );
    expect(wrong).toEqual([]);
  });
});
