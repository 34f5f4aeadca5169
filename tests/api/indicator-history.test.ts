import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STANDARDS } from '../../data/standards/index.ts';
import { readAssessmentData } from '../../api/assessment-data.ts';
import { recordIndicators } from '../../api/indicator-history.ts';
import { loadMiniProfile } from '../fixtures/kabupaten-mini/load.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
const record = (versionsKept?: number) =>
  recordIndicators({
    database: mini.database,
    standards: STANDARDS,
    assessmentData: async () => readAssessmentData(mini.database, await loadMiniProfile()),
    ...(versionsKept === undefined ? {} : { versionsKept }),
  });
const importAgain = (dataset: string) =>
  mini.database.query('UPDATE dataset SET version = version + 1 WHERE id = $1', [dataset]);
const STANDARD = 'SNI-EDU-SD';

beforeAll(async () => {
  mini = await createMiniApp();
});
afterAll(() => mini.close());

describe('the history of indicators', () => {
  test('a version of the data is recorded once, as the gaps endpoint tells it', async () => {
    expect((await mini.ask('trend', { standard: STANDARD, region: '99.01' })).items).toEqual([]);
    expect(await record()).toBeGreaterThan(0);
    expect(await record()).toBe(0);
    const gaps = await mini.ask('gaps', { standard: STANDARD });
    expect(gaps.items).toHaveLength(2);
    for (const { region, population, need, available, servedShare } of gaps.items) {
      const { items } = await mini.ask('trend', { standard: STANDARD, region: region.code });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ number: 1, population, need, available, servedShare, sample: gaps.sample });
    }
    const whole = await mini.ask('trend', { standard: STANDARD, region: '99.01' });
    expect(whole.items[0]).toMatchObject({ population: 15_002, available: gaps.totals.available });
  });

  test('a second import adds a second point, and what changed is in it', async () => {
    const [first] = (await mini.ask('trend', { standard: STANDARD, region: '99.01' })).items;
    const [gone] = await mini.database.query<{ id: string }>(
      "DELETE FROM facility WHERE id = (SELECT min(id) FROM facility WHERE kind = 'sd') RETURNING id",
    );
    expect(gone).toBeDefined();
    await importAgain('schools');
    expect(await record()).toBeGreaterThan(0);
    const { items } = await mini.ask('trend', { standard: STANDARD, region: '99.01' });
    expect(items.map(({ number }) => number)).toEqual([1, 2]);
    expect(items[1]?.available).toBe((first?.available ?? NaN) - 1);
    expect(items[1]?.dataVersion).not.toBe(items[0]?.dataVersion);
  });

  test('a kind of which nothing is known has no figure', async () => {
    const unknown = STANDARDS.find(({ facilityKinds }) => facilityKinds.includes('fire-station'));
    const { items } = await mini.ask('trend', { standard: unknown!.id, region: '99.01' });
    expect(items).toEqual([]);
  });

  test('data that change meanwhile are not recorded under the state that was', async () => {
    await importAgain('schools');
    const written = await recordIndicators({
      database: mini.database,
      standards: STANDARDS,
      assessmentData: async () => {
        const data = await readAssessmentData(mini.database, await loadMiniProfile());
        await importAgain('schools');
        return data;
      },
    });
    expect(written).toBe(0);
    expect(await record()).toBeGreaterThan(0);
    expect((await mini.ask('trend', { standard: STANDARD, region: '99.01' })).items).toHaveLength(3);
  });

  test('the oldest versions are forgotten', async () => {
    await importAgain('schools');
    await record(2);
    const { items } = await mini.ask('trend', { standard: STANDARD, region: '99.01' });
    expect(items.map(({ number }) => number)).toHaveLength(2);
    const [{ rows } = { rows: 0 }] = await mini.database.query<{ rows: number }>(
      'SELECT count(DISTINCT data_version)::integer AS rows FROM indicator_history',
    );
    expect(rows).toBe(2);
  });

  test('strangers are told so', async () => {
    expect((await mini.problemOf('/api/v1/trend?standard=nonsense&region=99.01')).code).toBe('unknown_standard');
    expect((await mini.problemOf(`/api/v1/trend?standard=${STANDARD}&region=98.01`)).code).toBe('unknown_region');
    expect((await mini.problemOf('/api/v1/trend')).code).toBe('invalid_parameter');
  });
});

test('a server records by itself when the data stand still, and again after an import', async () => {
  const server = await createMiniApp({ recordsAfterSeconds: 0.1 });
  try {
    const points = async () =>
      (await server.ask('trend', { standard: STANDARD, region: '99.01' })).items.map(({ number }) => number);
    await server.app.ready();
    await expect.poll(points, { timeout: 20_000 }).toEqual([1]);
    await server.database.query("UPDATE dataset SET version = version + 1 WHERE id = 'schools'");
    await server.database.query("SELECT pg_notify('dataset_changed', 'schools')");
    await expect.poll(points, { timeout: 20_000 }).toEqual([1, 2]);
  } finally {
    await server.close();
  }
});
