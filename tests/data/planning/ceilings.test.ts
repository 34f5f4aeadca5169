// B3.1–B3.3: ceilings, their split by field, the excess, and money that is neither lost nor counted twice.
import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_FIELD_SHARES, PlanningField } from '#model/planning';
import { areaCeilings, moneyEquity, type CeilingInput } from '../../../data/planning/ceilings.ts';
import { planningFieldOf } from '../../../data/planning/planning-fields.ts';
import { divideProject, type PlannedProject } from '../../../data/planning/project-money.ts';
import { loadStatedCeilings } from '../../../data/planning/stated-ceilings.ts';
import { sampleCeiling } from '../../../data/sample/ceilings.ts';

const GEBANG = { code: '32.09.30', name: 'Gebang', people: 66_411, needShare: 0.5 };
const WALED = { code: '32.09.01', name: 'Waled', people: 58_908, needShare: 0.5 };
const kecamatanOf = (region: string) => (region.length >= 8 ? region.slice(0, 8) : null);
const project = (
  id: string,
  rupiah: number | null,
  shares: Readonly<Record<string, number>>,
  field: PlanningField = 'infrastructure',
): PlannedProject => ({
  id,
  field,
  rupiah,
  ...divideProject(rupiah, Object.keys(shares), Object.values(shares), kecamatanOf),
});
const input = (more: Partial<CeilingInput>): CeilingInput => ({
  year: 2025,
  kecamatan: [GEBANG, WALED],
  projects: [],
  desk: [],
  stated: [],
  withSample: false,
  ...more,
});
const cirebon = () => loadStatedCeilings(path.resolve('data/regions/cirebon'));

describe('the ceiling of Gebang', () => {
  test('is 1.800.000.000 in 2025 with its source, divided 65/20/15 to the rupiah', async () => {
    const { items } = areaCeilings(input({ stated: await cirebon(), withSample: true }));
    const gebang = items.find(({ name }) => name === 'Gebang')!;
    expect(gebang).toMatchObject({
      ceilingRupiah: 1_800_000_000,
      shares: DEFAULT_FIELD_SHARES,
      sample: false,
      source: expect.stringContaining('radarcirebon.tv') as string,
    });
    expect(gebang.fields.map(({ ceilingRupiah }) => ceilingRupiah)).toEqual([1_170_000_000, 360_000_000, 270_000_000]);
    expect(items.find(({ name }) => name === 'Waled')).toMatchObject({ sample: true, source: null });
  });

  test('is passed by one rupiah exactly when the proposals are one rupiah more', async () => {
    const stated = await cirebon();
    const fits = [
      project('a', 1_170_000_000, { '32.09.30': 1 }),
      project('b', 630_000_000, { '32.09.30.2001': 1 }, 'social'),
    ];
    const at = areaCeilings(input({ stated, projects: fits }));
    expect(at.items[0]).toMatchObject({ plannedRupiah: 1_800_000_000, overRupiah: 0, projects: 2 });
    expect(at.items[0]!.fields.map(({ overRupiah }) => overRupiah)).toEqual([0, 0, 360_000_000]);
    const above = areaCeilings(input({ stated, projects: [...fits, project('c', 1, { '32.09.30': 1 }, 'economy')] }));
    expect(above.items[0]!.overRupiah).toBe(1);
    expect(above.totals).toMatchObject({ ceilingRupiah: 1_800_000_000, plannedRupiah: 1_800_000_001, overRupiah: 1 });
  });

  test('stated at the desk goes before a publication; without any and without samples there is none', async () => {
    const desk = [
      { kecamatan: '32.09.30', revision: 3, ceilingRupiah: 7, shares: DEFAULT_FIELD_SHARES, source: 'Perbup contoh' },
    ];
    const { items } = areaCeilings(input({ stated: await cirebon(), desk }));
    expect(items[0]).toMatchObject({ ceilingRupiah: 7, revision: 3, sample: false });
    // 4.55, 1.4 and 1.05 of 7: the largest remainders get the rupiah that are left.
    expect(items[0]!.fields.map(({ ceilingRupiah }) => ceilingRupiah)).toEqual([5, 1, 1]);
    expect(items[1]).toMatchObject({ ceilingRupiah: null, overRupiah: 0, sample: false });
  });
});

test('the four published figures stand with year and source, and Pasaleman 2027 has its own split', async () => {
  const stated = await cirebon();
  expect(stated.map(({ kecamatan, year, ceilingRupiah }) => [kecamatan, year, ceilingRupiah])).toEqual([
    ['32.09.16', 2021, 2_900_000_000],
    ['32.09.18', 2021, 3_300_000_000],
    ['32.09.30', 2025, 1_800_000_000],
    ['32.09.32', 2027, null],
  ]);
  const pasaleman = { code: '32.09.32', name: 'Pasaleman', people: 35_760, needShare: null };
  const { items } = areaCeilings(input({ year: 2027, kecamatan: [pasaleman], stated, withSample: true }));
  // The split is a fact, the ceiling that it divides is made up: marked.
  expect(items[0]).toMatchObject({ sample: true, shares: { infrastructure: 0.7 } });
});

test('made-up ceilings are always the same, positive and in steps of 50 million', () => {
  for (const people of [null, 0, 35_760, 90_339]) {
    const ceiling = sampleCeiling('32.09.01', people, 2027);
    expect(sampleCeiling('32.09.01', people, 2027)).toBe(ceiling);
    expect(ceiling).toBeGreaterThan(0);
    expect(ceiling % 50_000_000).toBe(0);
  }
});

describe('fairness', () => {
  test('of an equal fixture is Gini 0', () => {
    const kecamatan = Array.from({ length: 8 }, (_, i) => ({
      code: `32.09.0${i + 1}`,
      name: `K${i}`,
      people: 12_345,
      needShare: null,
    }));
    const projects = kecamatan.map(({ code }, i) => project(`p${i}`, 333_333_333, { [code]: 1 }));
    const { items } = areaCeilings(input({ kecamatan, projects }));
    expect(moneyEquity(items).gini!).toBeLessThan(1e-12);
    expect(items.map(({ moneyShare }) => moneyShare)).toEqual(kecamatan.map(() => 1 / 8));
  });
  test('of money that all goes to one of two equally large kecamatan is one half', () => {
    const kecamatan = [GEBANG, { ...WALED, people: GEBANG.people }];
    const { items } = areaCeilings(input({ kecamatan, projects: [project('a', 1_000, { '32.09.30': 1 })] }));
    const { gini, lorenz } = moneyEquity(items);
    expect(gini).toBeCloseTo(0.5, 12);
    expect(lorenz.map(({ people, amount, code }) => [people, amount, code])).toEqual([
      [0, 0, null],
      [0.5, 0, '32.09.01'],
      [1, 1, '32.09.30'],
    ]);
  });
  test('of nothing is nothing', () => {
    const { items } = areaCeilings(input({}));
    expect(moneyEquity(items).gini).toBeNull();
    expect(items[0]!.moneyShare).toBeNull();
  });
});

describe('money of a project', () => {
  test('across two kecamatan is divided by length, and the regency has as much as before', () => {
    const road = project('jalan', 1_000_000_001, { '32.09.30': 2 / 3, '32.09.01': 1 / 3 });
    expect(road.parts.map(({ kecamatan, rupiah }) => [kecamatan, rupiah])).toEqual([
      ['32.09.01', 333_333_334],
      ['32.09.30', 666_666_667],
    ]);
    const { totals } = areaCeilings(input({ projects: [road] }));
    expect(totals.plannedRupiah).toBe(1_000_000_001);
  });
  test('outside of every kecamatan is told apart, never lost', () => {
    expect(project('a', 100, {})).toMatchObject({ parts: [], unplacedRupiah: 100 });
    expect(project('b', 100, { '32.09': 1 })).toMatchObject({ parts: [], unplacedRupiah: 100 });
    expect(project('c', 100, { '32.09.30': 0.25 })).toMatchObject({ unplacedRupiah: 75 });
    expect(project('d', null, { '32.09.30': 1 })).toMatchObject({
      parts: [{ kecamatan: '32.09.30', rupiah: null }],
      unplacedRupiah: 0,
    });
  });
  test('sums exactly, whatever the amounts, shares and fields', () => {
    const anyProject = fc.record({
      rupiah: fc.option(fc.integer({ min: 0, max: 5_000_000_000_000 })),
      shares: fc.dictionary(
        fc.constantFrom('32.09.30', '32.09.30.2001', '32.09.01', '32.09.01.2002', '32.09'),
        fc.double({ min: 0.0001, max: 1, noNaN: true }),
      ),
      field: fc.constantFrom(...PlanningField.options),
    });
    fc.assert(
      fc.property(
        fc.array(anyProject, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9_000_000_000 }),
        (all, ceiling) => {
          const projects = all.map(({ rupiah, shares, field }, i) => project(`p${i}`, rupiah, shares, field));
          for (const { rupiah, parts, unplacedRupiah } of projects)
            if (rupiah !== null) expect(parts.reduce((sum, part) => sum + part.rupiah!, unplacedRupiah)).toBe(rupiah);
          const desk = [GEBANG, WALED].map(({ code }) => ({
            kecamatan: code,
            revision: 1,
            ceilingRupiah: ceiling,
            shares: DEFAULT_FIELD_SHARES,
            source: 'uji',
          }));
          const { items, totals } = areaCeilings(input({ projects, desk }));
          expect(totals.plannedRupiah).toBe(all.reduce((sum, { rupiah }) => sum + (rupiah ?? 0), 0));
          expect(items.reduce((sum, item) => sum + item.plannedRupiah, totals.unplacedRupiah)).toBe(
            totals.plannedRupiah,
          );
          for (const { fields, plannedRupiah, overRupiah } of items) {
            expect(fields.reduce((sum, field) => sum + field.plannedRupiah, 0)).toBe(plannedRupiah);
            expect(fields.reduce((sum, field) => sum + field.ceilingRupiah, 0)).toBe(ceiling);
            expect(overRupiah).toBe(Math.max(0, plannedRupiah - ceiling));
          }
        },
      ),
    );
  });
});

test('a field follows from the sector, else from the affair of the sub-activity code', () => {
  expect(planningFieldOf('roads', null)).toBe('infrastructure');
  expect(planningFieldOf('education', '1.03.10.2.01.05')).toBe('social');
  expect(planningFieldOf('perikanan', '3.25.04.2.01.0001')).toBe('economy');
  expect(planningFieldOf('perhubungan', '2.15.02.2.01.0001')).toBe('infrastructure');
  expect(planningFieldOf('entah', null)).toBe('social');
});
