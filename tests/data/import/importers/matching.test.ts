import { describe, expect, test } from 'vitest';
import type { ReadFacility } from '../../../../data/import/importers/facilities.ts';
import { matchFacilities, type KnownFacility } from '../../../../data/import/importers/matching.ts';
import { Notes } from '../../../../data/import/notes.ts';
import { RegionDirectory } from '../../../../data/import/region-directory.ts';

const directory = new RegionDirectory([
  {
    code: '99.01.01',
    name: 'Awan',
    aliases: [],
    bpsCode: null,
    own: true,
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [110, -7.05],
            [110.05, -7.05],
            [110.05, -7],
            [110, -7],
            [110, -7.05],
          ],
        ],
      ],
    },
  },
]);
const known = (id: string, name: string, more: Partial<KnownFacility> = {}): KnownFacility => ({
  id,
  kind: 'smp',
  name,
  nationalCode: id,
  region: '99.01.01',
  accuracy: 'point',
  longitude: 110.01,
  latitude: -7.01,
  ...more,
});
let rows = 0;
const read = (
  name: string,
  nationalCode: string | null,
  point: [number, number] | null = [110.01, -7.01],
): ReadFacility => ({
  row: ++rows,
  sourceKey: `key-${rows}`,
  point,
  id: `sekolah-key-${rows}`,
  kind: 'smp',
  name,
  owner: 'negeri',
  authority: 'kabupaten',
  region: '99.01.01',
  accuracy: 'point',
  position: point && { type: 'Point', coordinates: point },
  address: null,
  phone: null,
  capacity: null,
  nationalCode,
  attributes: {},
});
function match(facilities: ReadFacility[], others: KnownFacility[]) {
  const notes = new Notes();
  const { own, sources, placed } = matchFacilities(facilities, others, 'sekolah', directory, notes);
  return {
    own: own.map(({ id, nationalCode }) => [id, nationalCode]),
    same: sources
      .filter(({ facility }) => others.some(({ id }) => id === facility))
      .map(({ facility, sourceName }) => [facility, sourceName]),
    placed,
    reasons: notes.list.map(({ reason }) => reason),
  };
}

test('a column of codes that slipped by a row: names decide', () => {
  const others = [known('1', 'SMP NEGERI 1 A'), known('2', 'SMP NEGERI 1 B'), known('3', 'SMP NEGERI 1 C')];
  const { own, same } = match(
    [read('SMP Negeri 1 A', '2'), read('SMP Negeri 1 B', '3'), read('SMP Negeri 1 C', '1')],
    others,
  );
  expect(own).toEqual([]);
  expect(same).toEqual([
    ['1', 'SMP Negeri 1 A'],
    ['2', 'SMP Negeri 1 B'],
    ['3', 'SMP Negeri 1 C'],
  ]);
});

test('the same code where the names nearly agree, or the points are near', () => {
  const others = [known('1', 'SMP MUHAMMADIYAH SUMBER'), known('2', 'SMP IT CAHAYA')];
  const { same } = match(
    [read('SMP Muhamadiyah Sumber', '1', null), read('SMPIT Nurul Cahaya Ilmu', '2', [110.011, -7.01])],
    others,
  );
  expect(same.map(([id]) => id)).toEqual(['1', '2']);
});

test('what only this source knows keeps its code unless another facility holds it', () => {
  const others = [known('1', 'SMP NEGERI 1 A'), known('2', 'SMP NEGERI 1 B')];
  const result = match(
    [read('SMP Negeri 1 A', '1'), read('SMP Baru', '9'), read('SMP Lain', '2', [110.04, -7.04])],
    others,
  );
  expect(result.own).toEqual([
    ['sekolah-9', '9'],
    [`sekolah-key-${rows}`, null],
  ]);
  expect(result.reasons.filter((reason) => reason === 'only_in_this_source')).toHaveLength(2);
});

test('a second row of a school that is matched already is a duplicate', () => {
  const result = match([read('SMP NEGERI 1 A', '1'), read('SMP NEGERI 1 A', '7')], [known('1', 'SMP NEGERI 1 A')]);
  expect(result.own).toEqual([]);
  expect(result.same).toHaveLength(1);
  expect(result.reasons).toContain('duplicate_record');
});

describe('a point from the other source', () => {
  const lost = known('1', 'SMP A', { accuracy: 'unknown', longitude: null, latitude: null });
  test('is taken where it lies in the kecamatan that the school states', () => {
    expect(match([read('SMP A', '1', [110.02, -7.02])], [lost]).placed).toEqual([
      { id: '1', position: [110.02, -7.02] },
    ]);
  });
  test('is taken in place of a doubtful one', () => {
    const doubtful = known('1', 'SMP A', { accuracy: 'doubtful', longitude: 110.2 });
    expect(match([read('SMP A', '1', [110.02, -7.02])], [doubtful]).placed).toHaveLength(1);
  });
  test('is left where it lies elsewhere, or where the school has a sure one', () => {
    expect(match([read('SMP A', '1', [110.2, -7.02])], [lost]).placed).toEqual([]);
    expect(match([read('SMP A', '1', [110.02, -7.02])], [known('1', 'SMP A')]).placed).toEqual([]);
  });
});

test('a puskesmas that a map calls by a longer name nearby is the same; far away it is another', () => {
  const post = known('puskesmas-49', 'Puskesmas Pangkalan', { kind: 'puskesmas', nationalCode: null });
  const near = { ...read('Puskesmas Pangkalan Cirebon', null, [110.011, -7.01]), kind: 'puskesmas' as const };
  const far = { ...read('Puskesmas Pangkalan Cirebon', null, [110.04, -7.04]), kind: 'puskesmas' as const };
  expect(match([near], [post]).same).toHaveLength(1);
  expect(match([far], [post]).own).toHaveLength(1);
});
