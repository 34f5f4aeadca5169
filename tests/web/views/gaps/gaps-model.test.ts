import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceStandard } from '#model/standard';
import { classOf } from '../../../../web/map/scales.ts';
import {
  boundsFor,
  coarseReason,
  isLacking,
  measuresOf,
  medianOf,
  metShare,
  rankedItems,
  scaleFor,
  serviceKeyOf,
  servicesOf,
  valueOf,
  type GapItem,
} from '../../../../web/views/gaps/gaps-model.ts';

const rule = (id: string, change: Partial<ServiceStandard>): ServiceStandard =>
  ServiceStandard.parse({
    id,
    sector: 'education',
    subject: 'SMP',
    facilityKinds: ['smp'],
    kemenagKinds: ['mts'],
    authority: ['kabupaten'],
    regulation: 'SNI 03-1733-2004',
    clause: 'tabel',
    force: 'acuan',
    replacedBy: null,
    validFrom: null,
    landSquareMetres: null,
    tests: { ratio: { peoplePerUnit: 4800, evidence: 'B' } },
    limits: [],
    ...change,
  });
const SMP = rule('SNI-EDU-SMP', {});
const item = (code: string, change: Partial<GapItem>): GapItem => ({
  region: { code, name: code, level: 'kecamatan' },
  population: 58908,
  need: 13,
  available: 5,
  gap: 8,
  needExact: 12.27,
  peoplePerUnit: 11781.6,
  servedShare: 0.62,
  servedPeople: 36523,
  unplaced: 0,
  byOwner: { negeri: 2, swasta: 3, 'tidak-diketahui': 0 },
  perRegion: null,
  ...change,
});
const byName = (a: string, b: string) => a.localeCompare(b, 'id');
const NOTHING_KNOWN = {
  need: null,
  available: null,
  gap: null,
  peoplePerUnit: null,
  servedShare: null,
  servedPeople: null,
};

describe('values of the planner view', () => {
  test('each measure shows its own figure and none of them turns "not known" into a number', () => {
    const known = item('32.09.01', {});
    expect([valueOf(known, 'unit'), valueOf(known, 'ratio'), valueOf(known, 'radius')]).toEqual([8, 11781.6, 38]);
    const unknown = item('32.09.02', NOTHING_KNOWN);
    expect([valueOf(unknown, 'unit'), valueOf(unknown, 'ratio'), valueOf(unknown, 'radius')]).toEqual([
      null,
      null,
      null,
    ]);
  });
  test('people without any unit are the worst ratio, nobody without a unit is no ratio at all', () => {
    expect(valueOf(item('a', { available: 0, peoplePerUnit: null }), 'ratio')).toBe(Infinity);
    expect(valueOf(item('a', { available: 0, population: 0, peoplePerUnit: null }), 'ratio')).toBeNull();
  });
  test('a surplus lacks nothing; a ratio lacks only beyond the standard', () => {
    expect([
      isLacking(-2, 'unit', SMP),
      isLacking(0, 'unit', SMP),
      isLacking(1, 'unit', SMP),
      isLacking(null, 'unit', SMP),
    ]).toEqual([false, false, true, false]);
    expect([isLacking(4800, 'ratio', SMP), isLacking(4801, 'ratio', SMP), isLacking(Infinity, 'ratio', SMP)]).toEqual([
      false,
      true,
      true,
    ]);
  });
  test('the share that is met needs both need and supply', () => {
    expect(metShare(item('a', {}), 'unit')).toBeCloseTo(5 / 13);
    expect(metShare(item('a', { need: 0, available: 0 }), 'unit')).toBe(1);
    expect(metShare(item('a', { available: null }), 'unit')).toBeNull();
    expect(metShare(item('a', {}), 'radius')).toBe(0.62);
  });
});

describe('classes', () => {
  test('counts of all classes and of missing data add up to the number of regions, whatever the values', () => {
    const value = fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 60 }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('unit' as const, 'ratio' as const, 'radius' as const),
        (values, measure) => {
          const scale = scaleFor(measure, boundsFor(measure, SMP, values), values);
          expect(scale.classes.reduce((sum, row) => sum + row.count, 0) + scale.noData).toBe(values.length);
        },
      ),
    );
  });
  test('a ratio is held against multiples of the standard', () => {
    expect(boundsFor('ratio', SMP, [])).toEqual([4800, 7200, 9600, 14400, 19200]);
  });
});

describe('classes of capacity', () => {
  test('end at the standard: who has what is asked for is in the lightest class, little below it in none of the darkest', () => {
    const values = [0.034, 1000 / 120_000, 0.0082, 0.001];
    const scale = scaleFor('capacity', boundsFor('capacity', SMP, values, 1000 / 120_000), values);
    const colours = values.map((value) => scale.classes[classOf(value, scale)!]!.colour);
    expect(colours[0]).toBe(0);
    expect(colours[1]).toBe(0);
    expect(colours[2]).toBe(1);
    expect(colours[3]).toBe(5);
  });
});

describe('order', () => {
  const items = [
    item('Beber', { gap: 12 }),
    item('Arjawinangun', { gap: 12 }),
    item('Ciledug', { gap: 14 }),
    item('Depok', NOTHING_KNOWN),
  ];
  test('equal values share a rank and stand in the order of names; regions without a value have none', () => {
    expect(
      rankedItems(items, 'unit', byName).map(({ item: { region }, rank, isTied }) => [region.name, rank, isTied]),
    ).toEqual([
      ['Ciledug', 1, false],
      ['Arjawinangun', 2, true],
      ['Beber', 2, true],
    ]);
  });
  test('two regions without any unit do not upset the order', () => {
    const endless = [
      item('B', { available: 0, peoplePerUnit: null }),
      item('A', { available: 0, peoplePerUnit: null }),
      item('C', {}),
    ];
    expect(rankedItems(endless, 'ratio', byName).map(({ item: { region }, rank }) => [region.name, rank])).toEqual([
      ['A', 1],
      ['B', 1],
      ['C', 3],
    ]);
  });
});

describe('units of a desa', () => {
  const puskesmas = rule('PKM', {
    tests: {
      ratio: { peoplePerUnit: 120_000, evidence: 'B' },
      radius: { radiusMetres: 3000, path: 'straight', evidence: 'B' },
    },
  });
  test('mean nothing where a unit is meant for more people than a desa has; shares of people always do', () => {
    expect(coarseReason(puskesmas, 'unit', [5000, null, 9000])).toMatchObject({ why: 'shared', isMoreThanAny: true });
    expect(coarseReason(puskesmas, 'ratio', [5000, 9000, 130_000])).toMatchObject({ isMoreThanAny: false });
    expect(coarseReason(puskesmas, 'radius', [5000])).toBeNull();
    expect(coarseReason(puskesmas, 'travel', [5000])).toBeNull();
    expect(coarseReason(SMP, 'unit', [5000, 6000])).toBeNull();
    expect(coarseReason(puskesmas, 'unit', [null])).toBeNull();
  });
  test('of a minimum per kecamatan are told of kecamatan, of one per desa of desa', () => {
    const perRegion = (level: 'kecamatan' | 'desa') =>
      rule('MIN', { tests: { perRegion: { minimum: 1, level, evidence: 'A' } } });
    expect(coarseReason(perRegion('kecamatan'), 'unit', [5000])).toMatchObject({ why: 'perRegion' });
    expect(coarseReason(perRegion('desa'), 'unit', [5000])).toBeNull();
  });
});

describe('median', () => {
  test('the median leaves out what is not known', () => {
    expect(medianOf([8, null, 9])).toBe(8.5);
    expect(medianOf([null])).toBeNull();
  });
});

describe('services', () => {
  const SNI = rule('SNI-EDU-SMP', {
    tests: {
      ratio: { peoplePerUnit: 4800, evidence: 'B' },
      radius: { radiusMetres: 1000, path: 'straight', evidence: 'C' },
    },
  });
  const P24 = rule('P24-SMP', { regulation: 'Permendiknas 24/2007' });
  const MARKET = rule('SNI-DAG-PSR', {
    sector: 'trade',
    subject: 'Pasar',
    facilityKinds: ['market'],
    kemenagKinds: [],
  });
  const WATER = rule('AIR-60L', {
    sector: 'water',
    subject: 'Kebutuhan pokok',
    facilityKinds: [],
    kemenagKinds: [],
    tests: { index: { value: 60, unit: 'liter', evidence: 'C' } },
  });
  test('rules about the same kinds are one service; a service without data says so', () => {
    const services = servicesOf(
      [SNI, P24, MARKET, WATER],
      [{ kind: 'smp', count: 223, placed: 200, sample: false, datasets: ['schools'] }],
    );
    expect(services.map(({ key, standards, state }) => [key, standards.length, state])).toEqual([
      ['smp', 2, 'counted'],
      ['market', 1, 'missing'],
      ['water:Kebutuhan pokok', 1, 'index'],
    ]);
    expect(serviceKeyOf(SNI)).toBe(serviceKeyOf(P24));
  });
  test('a rule offers only the measures it speaks of', () => {
    expect(measuresOf(SNI)).toEqual(['unit', 'ratio', 'radius']);
    expect(
      measuresOf(rule('PMK', { tests: { perRegion: { level: 'kecamatan', minimum: 1, evidence: 'B' } } })),
    ).toEqual(['unit']);
    expect(measuresOf(WATER)).toEqual([]);
  });
});
