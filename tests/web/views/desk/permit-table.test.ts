import { describe, expect, test } from 'vitest';
import { measureOf, permitScale, permitTable, sortRows } from '../../../../web/views/desk/permits/permit-table.ts';

const KECAMATAN = [
  { code: '99.01.01', name: 'Beringin', population: { value: 4000 } },
  { code: '99.01.02', name: 'Akasia', population: { value: 500 } },
  { code: '99.01.03', name: 'Cemara', population: { value: 0 } },
  { code: '99.01.04', name: 'Damar', population: null },
];
const ITEMS = [
  { region: '99.01.01', type: 'PBG' as const, count: 6, withoutPosition: 2 },
  { region: '99.01.01', type: 'NIB' as const, count: 4, withoutPosition: 0 },
  { region: '99.01.02', type: 'NIB' as const, count: 3, withoutPosition: 3 },
  { region: '99.01', type: 'PBG' as const, count: 1, withoutPosition: 1 },
];
const compare = (a: string, b: string) => a.localeCompare(b);

describe('table of permits', () => {
  const table = permitTable(ITEMS, KECAMATAN);

  test('has a row for every kecamatan and one for those without, and counts each permit once', () => {
    expect(table.types).toEqual(['NIB', 'PBG']);
    expect(table.rows.map(({ code, count, withoutPosition }) => [code, count, withoutPosition])).toEqual([
      ['99.01.01', 10, 2],
      ['99.01.02', 3, 3],
      ['99.01.03', 0, 0],
      ['99.01.04', 0, 0],
      ['99.01', 1, 1],
    ]);
    expect(table.rows[0]!.byType).toEqual(
      new Map([
        ['PBG', 6],
        ['NIB', 4],
      ]),
    );
  });

  test('a rate is null where nobody lives or nobody knows', () => {
    expect(table.rows.map(({ perThousand }) => perThousand)).toEqual([2.5, 6, null, null, null]);
  });

  test('is sorted by what is asked, the permits without a kecamatan last', () => {
    const order = (by: 'name' | 'count' | 'rate') => sortRows(table.rows, by, compare).map(({ code }) => code.slice(6));
    expect(order('name')).toEqual(['02', '01', '03', '04', '']);
    expect(order('count')).toEqual(['01', '02', '03', '04', '']);
    expect(order('rate')).toEqual(['02', '01', '03', '04', '']);
  });

  test('classes count each kecamatan once, and have one of none only where there is none', () => {
    for (const measure of ['count', 'rate'] as const) {
      const scale = permitScale(table.rows, measure);
      expect(scale.classes.reduce((sum, { count }) => sum + count, scale.noData)).toBe(KECAMATAN.length);
      expect(measureOf(table.rows[1]!, measure)).toBe(measure === 'count' ? 3 : 6);
    }
    expect(permitScale(table.rows, 'count').classes[0]).toMatchObject({ from: 0, to: 0, count: 2 });
    expect(permitScale(table.rows, 'rate').classes[0]!.from).toBe(2.5);
    expect(permitScale([], 'count').total).toBe(0);
  });
});
