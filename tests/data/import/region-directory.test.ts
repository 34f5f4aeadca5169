import { describe, expect, test } from 'vitest';
import { RegionDirectory, type DirectoryRegion } from '../../../data/import/region-directory.ts';

const region = (code: string, name: string, west = 0, aliases: string[] = []): DirectoryRegion => ({
  code,
  name,
  aliases,
  bpsCode: null,
  own: true,
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [west, 0],
          [west + 1, 0],
          [west + 1, 1],
          [west, 1],
          [west, 0],
        ],
      ],
    ],
  },
});
const directory = new RegionDirectory([
  region('32.09', 'Kabupaten Cirebon'),
  region('32.09.22', 'Kapetakan', 0, ['Kepetakan']),
  region('32.09.35', 'Tengah Tani', 1),
  region('32.09.10', 'Astanajapura', 2),
  region('32.09.13', 'Mundu', 3),
  region('32.09.13.2009', 'Banjarwangunan', 3),
  region('32.09.22.2001', 'Grogol', 0),
  region('32.09.22.2002', 'Pegagan Lor', 0.5),
  region('32.09.22.2003', 'Pegagan Kidul', 10),
]);

describe('a kecamatan by what a cell says', () => {
  test.each([
    ['Kapetakan', '32.09.22', false],
    ['KAPETAKAN', '32.09.22', false],
    ['Kec. Kapetakan', '32.09.22', false],
    ['Kepetakan', '32.09.22', true],
    ['Tengahtani', '32.09.35', true],
    ['Kec. Astana Japura', '32.09.10', true],
    ['Banjarwangunan', '32.09.13', true],
  ])('%s', (name, code, variant) => {
    expect(directory.kecamatanNamed('32.09', name)).toEqual({ code, variant });
  });

  test.each(['Arjawinangun', '', '-', 'Kec.'])('%j is none', (name) => {
    expect(directory.kecamatanNamed('32.09', name)).toBeNull();
  });
});

describe('a desa by what a cell says', () => {
  test('one wrong letter is understood, and noted as a variant', () => {
    expect(directory.named('32.09.22', 'GROG0L')).toEqual({ code: '32.09.22.2001', variant: true });
    expect(directory.named('32.09.22', 'DESA KELURAHAN GROGOL')?.code).toBe('32.09.22.2001');
  });

  test('a name that could be two is neither', () => {
    expect(directory.named('32.09.22', 'Pegagan')).toBeNull();
  });

  test('a desa of another kecamatan is not found', () => {
    expect(directory.named('32.09.22', 'Banjarwangunan')).toBeNull();
  });
});

test('of two desa that overlap at a point the lower code has it', () => {
  expect(directory.at([0.75, 0.5], 'desa')).toBe('32.09.22.2001');
  expect(directory.at([1.25, 0.5], 'desa')).toBe('32.09.22.2002');
  expect(directory.at([50, 50], 'desa')).toBeNull();
});

test('metres to a region are 0 inside and measured to its border outside', () => {
  expect(directory.metresTo([0.5, 0.5], '32.09.22')).toBe(0);
  expect(directory.metresTo([0.5, 1.01], '32.09.22')).toBeCloseTo(1_112, 0);
  expect(directory.metresTo([0.5, 0.5], '99.99')).toBe(Infinity);
});

test('a code is read with and without dots, and only when the region is there', () => {
  expect(directory.byAnyCode('3209132009')).toBe('32.09.13.2009');
  expect(directory.byAnyCode('32.09.13.2009')).toBe('32.09.13.2009');
  expect(directory.byAnyCode('3209133009')).toBeNull();
});
