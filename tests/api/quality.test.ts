import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyEndpoint, staffContract, type StaffAnswer } from '#staff-contract';
import { steadyShare } from '../../data/desk/figures/road-condition.ts';
import { loadStatedFigures } from '../../data/desk/figures/stated-figures.ts';
import { regionFolder } from '../../data/import/profile.ts';
import { MINI_FOLDER } from '../fixtures/kabupaten-mini/load.ts';
import { createMiniApp, type MiniApp } from './mini-app.ts';

const STATED = [
  {
    id: 'bps-2023',
    topic: 'road_condition',
    region: '99.01',
    title: 'BPS 2023',
    producer: 'Badan Pusat Statistik',
    date: '2023',
    value: 10,
    parts: { good: 6, fair: 1, 'light-damage': 2, 'heavy-damage': 1 },
    evidence: 'B',
    note: null,
  },
];
let mini: MiniApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-figures-'));
  await cp(MINI_FOLDER, folder, { recursive: true });
  await writeFile(path.join(folder, 'stated-figures.json'), JSON.stringify(STATED));
  mini = await createMiniApp({ regionFolder: folder });
});
afterAll(async () => {
  await mini?.close();
  await rm(folder, { recursive: true, force: true });
});

async function figures(): Promise<StaffAnswer<'figures'>['items']> {
  const reply = await mini.app.inject('/api/v1/figures');
  expect(reply.statusCode, reply.body).toBe(200);
  return staffContract.figures.response!.parse(reply.json()).items;
}
const choose = (headers: Record<string, string>, topic: string, source: string) =>
  mini.app.inject({
    method: 'PUT',
    url: everyEndpoint.chooseFigure.path.replace(':topic', topic),
    headers,
    payload: { source, reason: 'Dipakai dalam RKPD.' },
  });

describe('figures that disagree', () => {
  test('stand side by side with source and date, the one in use first', async () => {
    const population = (await figures()).find(({ topic }) => topic === 'population')!;
    expect(population.figures.length).toBeGreaterThan(1);
    expect(population.figures[0]?.inUse).toBe(true);
    expect(population.figures.filter(({ inUse }) => inUse)).toHaveLength(1);
    expect(population.spread).toBeGreaterThan(0);
    const roads = (await figures()).find(({ topic }) => topic === 'road_condition')!;
    const bps = roads.figures.find(({ source }) => source === 'bps-2023');
    expect(bps).toMatchObject({ producer: 'Badan Pusat Statistik', date: '2023', steadyShare: 0.7, evidence: 'B' });
  });

  test('only the custodian chooses, with a reason, and another register then counts', async () => {
    expect((await choose(await mini.signInAs('opd'), 'population', 'x')).statusCode).toBe(403);
    const custodian = await mini.signInAs('walidata');
    // The other register of the fixture lacks a desa.
    await mini.database.query(
      `INSERT INTO population (region, dataset, period, people)
       SELECT region.code, dataset.id, '2020', 7
       FROM region CROSS JOIN dataset
       WHERE region.own AND region.level = 'desa' AND dataset.family = 'population'
         AND NOT EXISTS (SELECT FROM population_in_use WHERE population_in_use.dataset = dataset.id)
       ON CONFLICT DO NOTHING`,
    );
    const before = (await figures()).find(({ topic }) => topic === 'population')!;
    const other = before.figures.find(({ inUse, mayChoose }) => !inUse && mayChoose);
    expect(other, 'the fixture has a second register of every desa').toBeDefined();
    const tag = (await mini.app.inject('/api/v1/regions')).headers['etag'];
    expect((await choose(custodian, 'population', other!.source)).statusCode).toBe(200);
    const after = (await figures()).find(({ topic }) => topic === 'population')!;
    expect(after.figures[0]).toMatchObject({ source: other!.source, inUse: true });
    expect(after.chosen?.reason).toBe('Dipakai dalam RKPD.');
    const [{ people } = { people: 0 }] = await mini.database.query<{ people: number }>(
      'SELECT sum(people)::integer AS people FROM population_cell',
    );
    expect(people).toBe(other!.value);
    await expect.poll(async () => (await mini.app.inject('/api/v1/regions')).headers['etag']).not.toBe(tag);
    const [line] = await mini.database.query('SELECT action, details FROM audit_entry ORDER BY number DESC LIMIT 1');
    expect(line).toMatchObject({ action: 'figure.chosen', details: { topic: 'population', source: other!.source } });
  });

  test('of a dataset that is not open nothing is told', async () => {
    const ofRoads = async () =>
      (await figures()).find(({ topic }) => topic === 'road_condition')!.figures.map(({ source }) => source);
    const [road] = await mini.database.query<{ id: string; authority: string | null }>(
      "SELECT id, authority FROM infrastructure WHERE dataset = 'roads' AND kind = 'road' ORDER BY id LIMIT 1",
    );
    const setAuthority = (authority: string | null) =>
      mini.database.query('UPDATE infrastructure SET authority = $2 WHERE id = $1', [road!.id, authority]);
    await setAuthority('kabupaten');
    try {
      expect(await ofRoads()).toEqual(['roads', 'bps-2023']);
      await mini.database.query("UPDATE dataset SET classification = 'terbatas' WHERE id = 'roads'");
      expect(await ofRoads()).toEqual(['bps-2023']);
    } finally {
      await mini.database.query("UPDATE dataset SET classification = 'terbuka' WHERE id = 'roads'");
      await setAuthority(road!.authority);
    }
  });

  test('what cannot carry the analysis cannot be chosen', async () => {
    const reply = await choose(await mini.signInAs('walidata'), 'population', 'bps-2023');
    expect(reply.json().parameters).toEqual([{ name: 'source', reason: 'not_choosable' }]);
  });
});

describe('condition of roads', () => {
  test('lengths by kecamatan sum to the total, and other authorities stay out', async () => {
    const read = async (query: string) =>
      staffContract.roadCondition.response!.parse((await mini.app.inject(`/api/v1/roads/condition${query}`)).json());
    const all = await read('');
    const sum = all.items.flatMap(({ metres }) => Object.values(metres)).reduce((a, b) => a + b, 0);
    expect(all.totalMetres).toBeGreaterThan(0);
    expect(Math.abs(sum - all.totalMetres) / all.totalMetres).toBeLessThan(0.001);
    const [measured] = await mini.database.query<{ metres: number }>(
      `SELECT sum(ST_Length(geometry::geography)) AS metres FROM infrastructure WHERE kind = 'road'`,
    );
    expect(Math.abs(all.totalMetres - measured!.metres) / measured!.metres).toBeLessThan(0.001);
    expect((await read('?authority=kabupaten')).totalMetres).toBeLessThanOrEqual(all.totalMetres);
  });

  test('84.75 % of the roads of the agency are good or fair', async () => {
    const stated = await loadStatedFigures(regionFolder('cirebon'));
    const agency = stated.find(({ id }) => id === 'dputr-2025')!;
    expect(((agency.parts!.good! + agency.parts!.fair!) / agency.value) * 100).toBeCloseTo(84.75, 2);
    expect(steadyShare({})).toBeNull();
  });
});
