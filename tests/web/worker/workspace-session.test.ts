import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeDemand } from '#analysis';
import { FacilityOwner } from '#model/facility';
import { standardById } from '../../../data/standards/index.ts';
import type { GapsQuestion } from '../../../web/worker/questions.ts';
import { openWorkspace, type WorkspaceSession } from '../../../web/worker/workspace-session.ts';
import { createMiniApp, type MiniApp } from '../../api/mini-app.ts';
import { backendOf } from './mini-backend.ts';

let mini: MiniApp;
let session: WorkspaceSession;
beforeAll(async () => {
  mini = await createMiniApp();
  session = await openWorkspace(backendOf(mini));
}, 120_000);
afterAll(() => mini.close());

const question: GapsQuestion = {
  standard: standardById('SNI-EDU-SMP')!,
  level: 'desa',
  owners: FacilityOwner.options,
  kemenag: true,
  crossBorder: true,
  mode: 'motorcycle',
  path: null,
  minutes: null,
  register: null,
};

const codesOf = (items: readonly { region: { code: string } }[]) => items.map(({ region }) => region.code);
const totalOf = (people: readonly number[]) => people.reduce((sum, of) => sum + of, 0);

test('a desa is held against the standard, with what produced the answer beside it', async () => {
  const reply = await session.assess(question);
  expect(
    reply.items.map(({ region, population, need, available, gap }) => [region.code, population, need, available, gap]),
  ).toEqual([
    ['99.01.01.2001', 6000, 2, 1, 1],
    ['99.01.01.2002', 3000, 1, 1, 0],
    ['99.01.02.1001', 4801, 2, 1, 1],
    ['99.01.02.2001', 1201, 1, 1, 0],
  ]);
  expect(reply.totals).toMatchObject({ population: 15_002, need: 6, needOfWhole: 4, available: 4, gapOfWhole: 0 });
  expect(reply.inputs.map(({ role, dataset }) => `${role} ${dataset}`)).toEqual([
    'population population-register',
    'facilities schools',
    'facilities schools-office',
    'regions desa',
  ]);
  expect(reply.register).toMatchObject({ dataset: 'population-register', inUse: true, period: '2024-S2' });
  expect(reply.ownerCounts).toEqual({ negeri: 2, swasta: 1, 'tidak-diketahui': 1 });
  expect(reply.capacity).toMatchObject({ unit: 'facilities', assumed: 4, limit: 1000, limitFrom: 'standard' });
  expect(reply.capacity!.requiredPer1000).toBeCloseTo(1 / 4.8, 12);
  expect(Object.keys(reply.equity)).toEqual(['unit', 'ratio', 'radius', 'travel', 'capacity']);
  expect(reply.equity.travel!.gini).toBe(0);
});

test('owners that do not count leave the answer', async () => {
  const { items } = await session.assess({ ...question, owners: ['negeri'] });
  expect(items.map(({ available }) => available)).toEqual([1, 0, 0, 1]);
});

test('the network of one provincial road is not taken unasked, for it reaches too few', async () => {
  const unasked = await session.assess(question);
  expect(unasked.travel).toMatchObject({ path: 'straight', isSample: false, minutes: 30, unplacedPeople: 0 });
  const { travel, inputs, items } = await session.assess({ ...question, path: 'network' });
  expect(travel).toMatchObject({ path: 'network', isSample: false, speedKmh: { least: 20, most: 40 } });
  expect(inputs.filter(({ role }) => role === 'roads').map(({ dataset }) => dataset)).toEqual(['roads']);
  expect(travel!.unplacedPeople).toBe(totalOf(items.map((item) => item.travel!.bands[4])));
  expect(travel!.unplacedPeople).toBeGreaterThan(15_002 * 0.1);
});

test('another register counts other people, and leaves unknown whom it does not count', async () => {
  const reply = await session.assess({ ...question, register: 'population-census' });
  expect(reply.items.map(({ population, servedPeople }) => [population, servedPeople === null])).toEqual([
    [5900, false],
    [null, true],
    [null, true],
    [1100, false],
  ]);
  expect(reply.register?.dataset).toBe('population-census');
  expect(reply.inputs[0]).toMatchObject({ role: 'population', dataset: 'population-census' });
  // A register that is not there: the answer says which one it used.
  expect((await session.assess({ ...question, register: 'gone' })).register?.dataset).toBe('population-register');
});

test('cells hold what the regions are summed from', async () => {
  const { items } = await session.assess(question);
  const cells = await session.cells(question, 'radius');
  expect(cells.key).not.toBe((await session.cells({ ...question, kemenag: false }, 'radius')).key);
  // What does not change them sends no cells to the graphics card again.
  const unchanged = { level: 'kecamatan', minutes: 45, mode: 'car', measures: ['radius'] } as const;
  expect((await session.cells({ ...question, ...unchanged }, 'radius')).key).toBe(cells.key);
  expect((await session.cells({ ...question, mode: 'car' }, 'travel')).key).not.toBe(
    (await session.cells(question, 'travel')).key,
  );
  expect(new Set([...cells.desa].map((row) => cells.desaCodes[row]))).toEqual(new Set(codesOf(items)));
  expect(cells.column.length).toBe(cells.values.length);
  expect(Math.max(...cells.column)).toBe(cells.columns - 1);
  expect(Math.max(...cells.row)).toBe(cells.rows - 1);
  const [northWest, , southEast] = cells.corners;
  expect(northWest![0]).toBeLessThan(southEast![0]);
  expect(northWest![1]).toBeGreaterThan(southEast![1]);
  // Beyond and within together are all people, and an area around everything has them all.
  const gaps = await session.gapAreas(question, 'radius');
  expect(gaps.map(({ code }) => code)).toEqual(codesOf(items));
  gaps.forEach(({ people }, i) => expect(people + items[i]!.servedPeople!).toBe(items[i]!.population));
  const [[west, north], [east, south]] = [northWest!, southEast!];
  const whole = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ] as [number, number][][],
  };
  const area = await session.areaStatistics(question, 'radius', whole);
  expect(area).toMatchObject({
    people: 15_002,
    facilities: 4,
    servedPeople: totalOf(items.map((item) => item.servedPeople!)),
  });
  expect(area.byRegion).toEqual([
    { code: '99.01.01', name: 'Awan', people: 9000 },
    { code: '99.01.02', name: 'Batu Karang', people: 6002 },
  ]);
});

test('each facility has the people for whom it is the nearest', async () => {
  const { totals } = await session.assess(question);
  const { items: catchments, nearest } = await session.catchments(question, 'radius');
  expect(catchments.map(({ name }) => name)).toContain('SMP NEGERI 1 AWAN');
  expect(totalOf(catchments.map(({ people }) => people))).toBe(15_002);
  expect(totalOf(catchments.map(({ peopleWithin }) => peopleWithin)) / 15_002).toBe(totals.servedShare);

  // Each cell is told the same.
  const people = new Float64Array(catchments.length);
  const demand = decodeDemand(await backendOf(mini).demand());
  demand.people.forEach((of, cell) => (people[nearest[cell]!]! += of));
  expect([...people]).toEqual(catchments.map((item) => item.people));
});

test('a composite weighs what each part has by itself', async () => {
  const parts = [
    { question, measure: 'radius', weightPercent: 75 },
    { question, measure: 'ratio', weightPercent: 25 },
  ] as const;
  const { items, replies } = await session.composite(parts, 'desa');
  expect(replies).toHaveLength(2);
  const scoreOf = Object.fromEntries(items.map(({ region, score, parts }) => [region.code, { score, parts }]));
  // The lowest share within the radius, and the most people per school.
  expect(scoreOf['99.01.02.1001']!.parts[0]).toBe(100);
  expect(scoreOf['99.01.01.2001']!.parts[1]).toBe(100);
  for (const {
    score,
    parts: [radius, ratio],
  } of items)
    expect(score).toBeCloseTo(0.75 * radius! + 0.25 * ratio!, 9);
});

test('intervals hold the published share, and are the same each time', async () => {
  const { items, totals } = await session.assess(question);
  const intervals = await session.intervals(question, 'radius');
  expect(intervals.map(({ code }) => code)).toEqual([null, ...codesOf(items)]);
  expect(intervals[0]!.share).toBe(totals.servedShare);
  items.forEach(({ servedShare }, i) => expect(intervals[i + 1]!.share).toBe(servedShare));
  for (const { p5, p50, p95 } of intervals) {
    expect(p5!).toBeLessThanOrEqual(p50!);
    expect(p50!).toBeLessThanOrEqual(p95!);
  }
  expect(intervals[0]!.p5!).toBeLessThan(intervals[0]!.p95!);
  expect(await session.intervals(question, 'radius')).toEqual(intervals);
});

test('a trend runs over the registers, and is unknown where one of them is', async () => {
  const points = await session.trend(question, 'unit', '99.01.02.2001');
  expect(points.filter(({ by }) => by === 'period').map(({ at, value, change }) => [at, value, change])).toEqual([
    ['2020', 0, null],
    ['2024-S2', 0, 0],
  ]);
  const whole = await session.trend(question, 'unit', null);
  expect(whole.filter(({ by }) => by === 'period').map(({ value }) => value)).toEqual([null, 0]);
});

test('an explanation names the desa that fails, by how much, and where else there is one', async () => {
  const explanation = await session.explain(question, { code: '99.01.02.1001' });
  expect(explanation.place).toMatchObject({ name: 'Batu Kidul', parentName: 'Batu Karang', population: 4801 });
  expect(explanation.authority).toEqual(['kabupaten', 'kemenag']);
  expect(explanation.findings[0]).toEqual({
    test: 'ratio',
    outcome: 'failed',
    actual: 1,
    required: 2,
    shortfall: 1,
    unit: 'units',
  });
  expect(explanation.alternatives[0]).toMatchObject({ name: 'SMP BATU DUA', own: true });
  expect(explanation.alternatives.length).toBeGreaterThanOrEqual(3);
  expect(explanation.missingKinds).toEqual(['mts']);
  expect(explanation.remedies).toEqual(['complete-data', 'build-facility']);
  const kecamatan = await session.explain(question, { code: '99.01.02' });
  expect(kecamatan.projects).toMatchObject([
    { name: 'Ruang kelas SMP Negeri 1 Batu', relation: 'same-kind', sample: true },
  ]);
  expect(kecamatan.remedies.slice(0, 2)).toEqual(['complete-data', 'await-project']);
});

test('boundaries have the regions of a level', async () => {
  const { features } = await session.boundaries('kecamatan');
  expect(features.map(({ properties }) => [properties.code, properties.name])).toEqual([
    ['99.01.01', 'Awan'],
    ['99.01.02', 'Batu Karang'],
  ]);
});

test('roads, boundaries and projects are loaded by the question that needs them, once', async () => {
  const paths: string[] = [];
  const fresh = await openWorkspace(backendOf(mini, paths));
  const loads = (part: string) => paths.filter((path) => path.includes(part)).length;
  const reply = await fresh.assess({ ...question, measures: ['unit', 'ratio'] });
  expect(reply.travel).toBeNull();
  expect(reply.items[0]).not.toHaveProperty('travel');
  expect([loads('roads'), loads('boundaries'), loads('analysis/projects')]).toEqual([0, 0, 0]);
  await fresh.assess(question);
  await fresh.assess({ ...question, mode: 'car' });
  await fresh.gapAreas(question, 'radius');
  await fresh.gapAreas(question, 'travel');
  await fresh.explain(question, { code: '99.01.02' });
  await fresh.explain(question, { code: '99.01.01' });
  expect([loads('roads'), loads('boundaries'), loads('analysis/projects'), loads('demand')]).toEqual([1, 1, 1, 1]);
});

test('what could not be loaded is asked for again by the next question', async () => {
  const backend = backendOf(mini);
  let failures = 1;
  const fresh = await openWorkspace({
    ...backend,
    roads: (signal) => (failures-- > 0 ? Promise.reject(new Error('no line')) : backend.roads(signal)),
  });
  await expect(fresh.assess({ ...question, path: 'network' })).rejects.toThrow('no line');
  expect((await fresh.assess({ ...question, path: 'network' })).travel?.path).toBe('network');
});
