import { describe, expect, test } from 'vitest';
import type { ImportNote } from '#model/dataset';
import type { DefinitionOf } from '../../../../data/import/definition.ts';
import { readPopulation, withEstimates } from '../../../../data/import/importers/population.ts';
import { Notes } from '../../../../data/import/notes.ts';
import { RegionDirectory } from '../../../../data/import/region-directory.ts';

const square = (code: string, name: string) => ({
  code,
  name,
  aliases: [],
  bpsCode: null,
  own: true,
  geometry: {
    type: 'MultiPolygon' as const,
    coordinates: [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  },
});
const directory = new RegionDirectory([
  square('99.01', 'Kabupaten Mini'),
  square('99.01.01', 'Awan'),
  ...['Satu', 'Dua', 'Tiga', 'Empat'].map((name, index) => square(`99.01.01.200${index + 1}`, name)),
]);
const definition = {
  options: {
    region: { kecamatan: 'kec', desa: 'desa', trust: 'statement' },
    level: 'desa',
    period: '2024-S2',
    people: 'n',
    male: 'm',
    female: 'f',
  },
} as unknown as DefinitionOf<'population'>;

function read(
  rows: readonly [desa: string, n: string | null, m?: string, f?: string][],
  shares: Record<string, number> = {},
) {
  const notes = new Notes();
  const records = rows.map(([desa, n, m, f], index) => ({
    row: index + 1,
    values: { kec: 'AWAN', desa, n, m: m ?? null, f: f ?? null },
    geometry: null,
  }));
  const counted = readPopulation(definition, '99.01', records, directory, notes);
  const known = Object.entries(shares).map(([region, people]) => ({ region, people }));
  const result = withEstimates(counted, known, directory, notes);
  return {
    people: result.map(({ region, people, male }) => [region.slice(-4), people, male]),
    estimated: result.filter(({ estimated }) => estimated).map(({ region }) => region.slice(-4)),
    notes: notes.list.map(short),
  };
}
const short = ({ row, outcome, reason, value }: ImportNote) => `${row} ${outcome} ${reason} ${value}`;

test('men and women that do not add up are dropped, the people stay', () => {
  expect(
    read([
      ['Satu', '10', '4', '6'],
      ['Dua', '10', '4', '5'],
    ]),
  ).toEqual({
    people: [
      ['2001', 10, 4],
      ['2002', 10, null],
    ],
    estimated: [],
    notes: ['2 corrected value_invalid 4 + 5'],
  });
});

test('no number, no whole number, no such desa: each stays out with its reason', () => {
  expect(
    read([
      ['Satu', null],
      ['Dua', '1.5'],
      ['Lima', '3'],
    ]).notes,
  ).toEqual([
    '1 rejected value_missing null',
    '2 rejected value_invalid 1.5',
    '3 noted region_unknown Lima',
    '3 rejected region_unknown Lima',
  ]);
});

describe('a desa listed twice', () => {
  test('in place of another: the repeated people go to the missing desa by their shares, to the last one', () => {
    const shares = { '99.01.01.2003': 300, '99.01.01.2004': 100 };
    const { people, estimated, notes } = read(
      [
        ['Satu', '101'],
        ['Satu', '101'],
        ['Dua', '50'],
        ['Dua', '50'],
      ],
      shares,
    );
    expect(people).toEqual([
      ['2001', 101, null],
      ['2002', 50, null],
      ['2003', 113, null],
      ['2004', 38, null],
    ]);
    expect(estimated).toEqual(['2003', '2004']);
    expect(notes).toEqual([
      '2 corrected duplicate_record 99.01.01.2001',
      '2 corrected value_estimated 99.01.01.2003: 113',
      '4 corrected duplicate_record 99.01.01.2002',
      '4 corrected value_estimated 99.01.01.2004: 38',
    ]);
  });

  test.each([
    [
      'nothing missing',
      [
        ['Satu', '1'],
        ['Dua', '2'],
        ['Tiga', '3'],
        ['Empat', '4'],
        ['Satu', '1'],
      ],
      { '99.01.01.2003': 1 },
    ],
    [
      'more missing than repeated',
      [
        ['Satu', '1'],
        ['Dua', '2'],
        ['Satu', '1'],
      ],
      { '99.01.01.2003': 1, '99.01.01.2004': 1 },
    ],
    [
      'other numbers the second time',
      [
        ['Satu', '1'],
        ['Dua', '2'],
        ['Tiga', '3'],
        ['Satu', '9'],
      ],
      { '99.01.01.2004': 1 },
    ],
    [
      'shares unknown',
      [
        ['Satu', '1'],
        ['Dua', '2'],
        ['Tiga', '3'],
        ['Satu', '1'],
      ],
      {},
    ],
  ] as const)('%s: the repeat is refused', (_, rows, shares) => {
    const { people, notes } = read(rows as never, shares as never);
    expect(people.map(([code]) => code)).toEqual([...new Set(people.map(([code]) => code))]);
    expect(notes).toEqual([`${rows.length} rejected duplicate_record 99.01.01.2001`]);
  });
});
