import { brotliDecompressSync } from 'node:zlib';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { area } from '@turf/turf';
import type { Feature, Geometry } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeRoadNetwork } from '#analysis';
import { AnalysisBoundaries, BOUNDARIES_PATH, ROADS_PATH } from '#contract';
import { createMiniApp, type MiniApp } from './mini-app.ts';

let mini: MiniApp;
beforeAll(async () => {
  mini = await createMiniApp();
});
afterAll(() => mini.close());

describe('facilities as columns', () => {
  test('say how far a point can be trusted, and the capacity where somebody stated it', async () => {
    await mini.database.query("UPDATE facility SET capacity = 12 WHERE id LIKE '%90000001'");
    const { items } = await mini.ask('facilities', { limit: '1000' });
    const columns = await mini.ask('analysisFacilities');
    expect(columns.accuracy).toHaveLength(items.length);
    const byId = new Map(items.map((item) => [item.id, item]));
    columns.id.forEach((id, row) => {
      expect([columns.capacity[row], columns.accuracy[row]], id).toEqual([
        byId.get(id)?.capacity,
        byId.get(id)?.accuracy,
      ]);
      const placed = ['point', 'doubtful'].includes(columns.accuracy[row] ?? '');
      expect(columns.longitude[row] !== null, id).toBe(placed);
    });
    expect(new Set(columns.accuracy).size).toBeGreaterThan(1);
  });
});

describe('population registers', () => {
  test('every register has its column, the one in use first', async () => {
    const { registers, people } = await mini.ask('analysisRegisters');
    expect(registers).toMatchObject([
      { dataset: 'population-register', period: '2024-S2', inUse: true, level: 'desa', sample: false },
      { dataset: 'population-census', inUse: false, level: 'desa', sample: false },
    ]);
    expect(people['99.01.01.2001']).toEqual([6000, 5900]);
  });

  test('a sum is given only where every desa is counted', async () => {
    const { people } = await mini.ask('analysisRegisters');
    // The census lacks Awan Wetan and Batu Kidul.
    expect(people['99.01.01']).toEqual([9000, null]);
    expect(people['99.01.02']).toEqual([6002, null]);
    expect(people['99.01']).toEqual([15_002, null]);
    expect(people['99.01.01.2002']).toEqual([3000, null]);
  });

  test('equals what the pages of the regions say', async () => {
    const { registers, people } = await mini.ask('analysisRegisters');
    for (const code of ['99.01', '99.01.01', '99.01.02', '99.01.02.2001']) {
      const { populations } = await mini.ask('region', {}, { code });
      const said = registers.map(({ dataset }) => populations.find((one) => one.dataset === dataset)?.value ?? null);
      expect(people[code], code).toEqual(said);
    }
  });

  test('a register that is not open is not told', async () => {
    await mini.database.query("UPDATE dataset SET classification = 'terbatas' WHERE id = 'population-census'");
    try {
      const { registers, people } = await mini.ask('analysisRegisters');
      expect(registers.map(({ dataset }) => dataset)).toEqual(['population-register']);
      expect(people['99.01.01.2001']).toEqual([6000]);
    } finally {
      await mini.database.query("UPDATE dataset SET classification = 'terbuka' WHERE id = 'population-census'");
    }
  });
});

describe('projects as columns', () => {
  test('are those of the list, newest year first', async () => {
    const { items } = await mini.ask('projects');
    const columns = await mini.ask('analysisProjects');
    expect(columns.id).toEqual(items.map(({ id }) => id));
    expect(columns.opd).toEqual(items.map(({ opd }) => opd));
    expect(columns.fiscalYear).toEqual(items.map(({ fiscalYear }) => fiscalYear));
    expect(columns.ceilingRupiah).toEqual([null, 900_000_000]);
    expect(columns.regions).toEqual(items.map(({ regions }) => regions.map(({ code }) => code)));
    expect(columns.sample).toEqual([true, true]);
    expect(columns.longitude[0]).toBeCloseTo(110.07, 6);
  });

  test('hide what is not open', async () => {
    await mini.database.query("UPDATE dataset SET classification = 'terbatas' WHERE id = 'projects'");
    try {
      expect((await mini.ask('analysisProjects')).id).toEqual([]);
    } finally {
      await mini.database.query("UPDATE dataset SET classification = 'terbuka' WHERE id = 'projects'");
    }
  });
});

describe('boundaries', () => {
  const outlines = (topology: Topology, object: string) =>
    feature(topology, topology.objects[object] as GeometryCollection<{ name: string }>).features;

  test('hold our kecamatan and desa and the neighbours, with codes and names, in one TopoJSON', async () => {
    const reply = await mini.app.inject(BOUNDARIES_PATH);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    const topology = AnalysisBoundaries.parse(reply.json()) as unknown as Topology;
    const codes = (object: string) => outlines(topology, object).map(({ id }) => id);
    expect(codes('kecamatan')).toEqual(['99.01.01', '99.01.02']);
    expect(codes('desa')).toHaveLength(4);
    expect(codes('neighbours')).toEqual(['99.02']);
    expect(outlines(topology, 'kecamatan')[0]?.properties).toEqual({ name: 'Awan' });
  });

  test('lose less than 0.05 % of any area', async () => {
    const topology = (await mini.app.inject(BOUNDARIES_PATH)).json<Topology>();
    const rows = await mini.database.query<{ code: string; geometry: Geometry }>(
      'SELECT code, ST_AsGeoJSON(geometry, 9)::json AS geometry FROM region',
    );
    const exact = new Map(rows.map(({ code, geometry }) => [code, geometry]));
    for (const { id, geometry } of ['kecamatan', 'desa', 'neighbours'].flatMap((name) => outlines(topology, name))) {
      const whole = area({ type: 'Feature', properties: {}, geometry: exact.get(String(id))! } as Feature);
      expect(Math.abs(area(geometry) / whole - 1), String(id)).toBeLessThan(0.0005);
    }
  });

  test('come in brotli to who reads it, as the same bytes', async () => {
    const plain = await mini.app.inject(BOUNDARIES_PATH);
    const packed = await mini.app.inject({ url: BOUNDARIES_PATH, headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', etag: plain.headers.etag });
    expect(packed.headers.vary).toMatch(/accept-encoding/i);
    expect(brotliDecompressSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  test('an ETag spares a second transfer, and an import of something else does not change it', async () => {
    const first = await mini.app.inject(BOUNDARIES_PATH);
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect((await mini.app.inject({ url: BOUNDARIES_PATH, headers })).statusCode).toBe(304);
    await mini.database.query("SELECT pg_notify('dataset_changed', 'schools')");
    expect((await mini.app.inject({ url: BOUNDARIES_PATH, headers })).statusCode).toBe(304);
  });
});

// Each network is built by a thread that starts for it.
describe('the road network', { timeout: 60_000 }, () => {
  const SLOWLY = { timeout: 20_000 };
  const network = async () => {
    const reply = await mini.app.inject(ROADS_PATH);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/octet-stream']);
    return decodeRoadNetwork(new Uint8Array(reply.rawPayload).buffer);
  };
  const addRoad = (id: string, dataset: string, authority: string | null, line: string, attributes = {}) =>
    mini.database.query(
      `INSERT INTO infrastructure (id, kind, class, authority, geometry, attributes, dataset)
       VALUES ($1, 'road', 'local', $2, ST_GeomFromText($3, 4326), $4::jsonb, $5)`,
      [id, authority, line, attributes, dataset],
    );
  const changed = () => mini.database.query("SELECT pg_notify('dataset_changed', 'roads')");

  test('is built of the roads that are loaded, and its ETag spares a second transfer', async () => {
    const { network: built, report } = await network();
    expect(report).toMatchObject({ lines: 1, components: 1, sampleKilometres: 0 });
    expect(built.datasets).toEqual([{ id: 'roads', sample: false }]);
    const { headers } = await mini.app.inject(ROADS_PATH);
    const again = await mini.app.inject({ url: ROADS_PATH, headers: { 'if-none-match': String(headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  test('takes in made-up roads beside those of the province, and leaves them as soon as real ones reach further', async () => {
    await addRoad('made-up', 'projects', 'kabupaten', 'LINESTRING(110.03 -7.05, 110.03 -7.03, 110.03 -7.01)');
    await changed();
    await expect.poll(async () => (await network()).report.lines, SLOWLY).toBe(2);
    expect((await network()).network.datasets).toContainEqual({ id: 'projects', sample: true });
    expect((await network()).report.crossings).toBe(1);
    await addRoad('real', 'schools', null, 'LINESTRING(110.02 -7.01, 110.031 -7.01, 110.05 -7.01)', {
      oneWay: 'forward',
    });
    await changed();
    await expect
      .poll(async () => (await network()).network.datasets.map(({ id }) => id), SLOWLY)
      .toEqual(['roads', 'schools']);
    expect((await network()).network.edgeDirection).toContain(1);
  });

  test('a bridge passes over the road below it', async () => {
    await addRoad('bridge', 'schools', null, 'LINESTRING(110.031 -7.05, 110.031 -7.01)', { level: 1 });
    await changed();
    await expect.poll(async () => (await network()).report.lines, SLOWLY).toBe(3);
    // It shares its northern end with a road, and crosses the provincial one without meeting it.
    expect((await network()).report).toMatchObject({ crossings: 0, snappedEnds: 0, components: 2 });
  });

  test('roads that are not open do not enter it, and without any there is a problem', async () => {
    await mini.database.query(
      "UPDATE dataset SET classification = 'terbatas' WHERE id IN ('roads', 'schools', 'projects')",
    );
    await changed();
    await expect.poll(async () => (await mini.app.inject(ROADS_PATH)).statusCode, SLOWLY).toBe(404);
    expect((await mini.problemOf(ROADS_PATH)).code).toBe('no_roads');
  });
});

test('an empty database has no registers and no projects, and boundaries are not ready', async () => {
  const empty = await createMiniApp({ empty: true });
  try {
    expect(await empty.ask('analysisRegisters')).toEqual({ registers: [], people: {} });
    expect((await empty.ask('analysisProjects')).id).toEqual([]);
    expect((await empty.problemOf(BOUNDARIES_PATH)).code).toBe('not_ready');
  } finally {
    await empty.close();
  }
});
