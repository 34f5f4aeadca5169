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

let mini: MiniApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jangkau-figures-'));
  await cp(MINI_FOLDER, folder, { recursive: true });
  const stated = await loadStatedFigures(regionFolder('cirebon'));
  const ofRoads = stated.filter(({ topic }) => topic === 'road_condition').map((one) => ({ ...one, region: '99.01' }));
  await writeFile(path.join(folder, 'stated-figures.json'), JSON.stringify(ofRoads));
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
    expect(bps).toMatchObject({ producer: 'Badan Pusat Statistik', date: '2023', value: 1240.31, evidence: 'B' });
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
      expect(await ofRoads()).toEqual(['roads', 'dputr-2025', 'bps-2023']);
      await mini.database.query("UPDATE dataset SET classification = 'terbatas' WHERE id = 'roads'");
      expect(await ofRoads()).toEqual(['dputr-2025', 'bps-2023']);
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
  });

  test('a road across the border of two kecamatan is divided as the geometry says, and counts for its authority alone', async () => {
    const read = async (query: string) =>
      staffContract.roadCondition.response!.parse((await mini.app.inject(`/api/v1/roads/condition${query}`)).json());
    const before = await read('');
    expect((await read('?authority=kabupaten')).totalMetres).toBe(0);
    await mini.database.query(
      `INSERT INTO infrastructure (id, kind, name, condition, authority, geometry, attributes, dataset)
       SELECT 'across', 'road', 'Jalan Lintas', 'fair', 'kabupaten', line, '{}', 'roads'
       FROM (SELECT ST_MakeLine(ST_PointOnSurface(a.geometry), ST_PointOnSurface(b.geometry)) AS line
             FROM region a, region b WHERE a.code = '99.01.01' AND b.code = '99.01.02') AS made`,
    );
    try {
      const expected = await mini.database.query<{ region: string; metres: number; whole: number }>(
        `SELECT r.code AS region, ST_Length(ST_Intersection(i.geometry, r.geometry)::geography) AS metres,
                ST_Length(i.geometry::geography) AS whole
         FROM infrastructure i, region r WHERE i.id = 'across' AND r.own AND r.level = 'kecamatan' ORDER BY 1`,
      );
      const own = await read('?authority=kabupaten');
      const { whole } = expected[0]!;
      expect(Math.abs(own.totalMetres / whole - 1)).toBeLessThan(0.001);
      const inside = expected.filter(({ metres }) => metres > 0);
      expect(inside.length).toBeGreaterThanOrEqual(2);
      expect(own.items.flatMap(({ region }) => (region === null ? [] : [region]))).toEqual(
        inside.map(({ region }) => region),
      );
      for (const { region, metres } of inside) {
        const part = own.items.find((one) => one.region === region)!.metres;
        expect(Math.abs(part.fair - metres), region).toBeLessThan(whole * 0.001);
        expect(part).toMatchObject({ good: 0, 'light-damage': 0, 'heavy-damage': 0, unknown: 0 });
      }
      const others = await read('?authority=provinsi');
      expect(others.totalMetres).toBeCloseTo(before.totalMetres, 6);
      expect(own.totalMetres + others.totalMetres).toBeCloseTo((await read('')).totalMetres, 6);
    } finally {
      await mini.database.query(`DELETE FROM infrastructure WHERE id = 'across'`);
    }
  });

  test('84.75 % of the roads of the agency are good or fair, and the custodian goes on with another source', async () => {
    const ofRoads = async () => (await figures()).find(({ topic }) => topic === 'road_condition')!.figures;
    const agency = (await ofRoads()).find(({ source }) => source === 'dputr-2025')!;
    expect(agency).toMatchObject({ origin: 'stated', inUse: true, value: 1240.31 });
    expect(Math.abs(agency.steadyShare! - 0.8475)).toBeLessThan(0.00005);
    const kept = (await mini.app.inject({ url: '/api/v1/figures' })).headers.etag!;
    const again = () => mini.app.inject({ url: '/api/v1/figures', headers: { 'if-none-match': kept } });
    expect((await again()).statusCode).toBe(304);
    expect((await choose(await mini.signInAs('walidata'), 'road_condition', 'bps-2023')).statusCode).toBe(200);
    // A browser that asks again with what it kept is not told that nothing changed.
    expect((await again()).statusCode).toBe(200);
    const [first, ...rest] = await ofRoads();
    expect(first).toMatchObject({ source: 'bps-2023', inUse: true });
    expect(first!.steadyShare).toBeCloseTo((710.06 + 99.12) / 1240.31, 9);
    expect(rest.map(({ source, inUse }) => [source, inUse])).toEqual([['dputr-2025', false]]);
    await mini.database.query(`DELETE FROM figure_choice WHERE topic = 'road_condition'`);
  });

  test('each dataset of roads is a figure of its own, with who produced it', async () => {
    await mini.database.query(`UPDATE dataset SET producer = 'Dinas PUTR' WHERE id = 'roads'`);
    await mini.database.query(
      `INSERT INTO dataset (id, title, family, abstract, producer, source, classification, status, coverage, lineage, version, imported_at)
       VALUES ('roads-two', 'Jalan lain', 'infrastructure', '', 'Bappeda', '', 'terbuka', 'resmi', '', '', 1, now());
       INSERT INTO infrastructure (id, kind, name, condition, authority, geometry, attributes, dataset)
       SELECT 'two-' || n, 'road', 'Jalan ' || n, CASE n WHEN 1 THEN 'good' ELSE 'heavy-damage' END, 'kabupaten',
              ST_SetSRID(ST_MakeLine(ST_MakePoint(110.01, -7.02), ST_MakePoint(110.01, -7.02 - 0.001 * n)), 4326), '{}',
              CASE n WHEN 1 THEN 'roads' ELSE 'roads-two' END
       FROM generate_series(1, 2) AS n`,
    );
    try {
      const [road] = (await figures()).filter(({ topic }) => topic === 'road_condition');
      const own = road!.figures.filter(({ origin }) => origin === 'dataset');
      expect(own).toMatchObject([
        { source: 'roads', producer: 'Dinas PUTR', steadyShare: 1, inUse: true },
        { source: 'roads-two', producer: 'Bappeda', steadyShare: 0, inUse: false },
      ]);
      expect(own[1]!.value / own[0]!.value).toBeCloseTo(2, 3);
    } finally {
      await mini.database.query(`DELETE FROM infrastructure WHERE id LIKE 'two-%'`);
      await mini.database.query(`DELETE FROM dataset WHERE id = 'roads-two'`);
    }
  });

  test('without a road whose condition is known there is no share', () => {
    expect(steadyShare({})).toBeNull();
  });
});
