import { describe, expect, test } from 'vitest';
import { publicCsv, publicRows, rateOf, sortPublicRows } from '../../../../web/views/permits/public-table.ts';

const KECAMATAN = [
  { code: '99.01.01', name: 'Awan', population: { value: 2000 } },
  { code: '99.01.02', name: 'Bulan', population: { value: 1000 } },
  { code: '99.01.03', name: 'Cahaya', population: null },
  { code: '99.01.04', name: 'Dahan', population: { value: 500 } },
];
const named = (region: string, regionName: string) => ({ region, regionName });
const SUMMARY = {
  items: [
    { ...named('99.01.01', 'Awan'), type: 'PBG' as const, count: 12 },
    { ...named('99.01.01', 'Awan'), type: 'NIB' as const, count: null },
    { ...named('99.01.02', 'Bulan'), type: 'PBG' as const, count: null },
    { ...named('99.01.02', 'Bulan'), type: 'NIB' as const, count: null },
    { ...named('99.01.03', 'Cahaya'), type: 'PBG' as const, count: 0 },
    { ...named('99.01.03', 'Cahaya'), type: 'NIB' as const, count: 7 },
  ],
  regions: [
    { ...named('99.01.01', 'Awan'), count: null },
    { ...named('99.01.02', 'Bulan'), count: 9 },
    { ...named('99.01.03', 'Cahaya'), count: 7 },
  ],
  types: [
    { type: 'PBG' as const, count: 15 },
    { type: 'NIB' as const, count: null },
  ],
  total: null,
  withoutPosition: null,
  years: [],
  sample: false,
};
const rows = publicRows(SUMMARY, KECAMATAN);
const order = (by: Parameters<typeof sortPublicRows>[1]) =>
  sortPublicRows(rows, by, (a, b) => a.localeCompare(b)).map(({ name }) => name);

describe('public table of permits', () => {
  test('has every kecamatan; what is withheld stays withheld, and gives no rate', () => {
    expect(rows.map(({ name, count, perThousand }) => [name, count, perThousand])).toEqual([
      ['Awan', null, null],
      ['Bulan', 9, 9],
      ['Cahaya', 7, null],
      ['Dahan', 0, 0],
    ]);
    expect([...rows[0]!.byType]).toEqual([
      ['PBG', 12],
      ['NIB', null],
    ]);
    expect([...rows[3]!.byType.values()]).toEqual([0, 0]);
  });
  test('is sorted by sizes without telling anything of a withheld one', () => {
    expect(order('name')).toEqual(['Awan', 'Bulan', 'Cahaya', 'Dahan']);
    expect(order('count')).toEqual(['Bulan', 'Cahaya', 'Dahan', 'Awan']);
    expect(order('NIB')).toEqual(['Cahaya', 'Dahan', 'Awan', 'Bulan']);
    expect(order('rate')).toEqual(['Bulan', 'Dahan', 'Awan', 'Cahaya']);
  });
  test('has no rate where nobody is known to live', () => {
    expect([rateOf(5, 0), rateOf(5, null), rateOf(null, 10), rateOf(5, 1000)]).toEqual([null, null, null, 5]);
  });
  test('as CSV says first what it is, and withholds the same', () => {
    const lines = publicCsv(rows, SUMMARY, { about: 'Izin, semua tahun', withheld: '<5*', sum: 'Jumlah' }).split(
      '\r\n',
    );
    expect(lines).toEqual([
      '\uFEFF"# Izin, semua tahun"',
      'kode_kemendagri,nama,jumlah,per_1000_penduduk,PBG,NIB',
      '99.01.01,Awan,<5*,,12,<5*',
      '99.01.02,Bulan,9,9,<5*,<5*',
      '99.01.03,Cahaya,7,,0,7',
      '99.01.04,Dahan,0,0,0,0',
      ',Jumlah,<5*,,15,<5*',
      '',
    ]);
  });
});
