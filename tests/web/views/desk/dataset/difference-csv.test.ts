import { expect, test } from 'vitest';
import type { DifferenceItem } from '#model/upload';
import { differenceCsv } from '../../../../../web/views/desk/dataset/comparison/difference-csv.ts';
import { differenceFeatures } from '../../../../../web/views/desk/dataset/comparison/difference-layers.ts';

const moved: DifferenceItem = {
  feature: 'a:1',
  name: 'Puskesmas "Awan", lama',
  kind: 'moved',
  movedMetres: 120.04,
  before: [110, -7],
  after: [110.001, -7],
  region: '99.01.01',
  fields: [
    { field: 'phone', before: null, after: '=1+1' },
    { field: 'capacity', before: 3, after: 4 },
  ],
};
const gone: DifferenceItem = { ...moved, feature: 'a:2', kind: 'gone', movedMetres: null, after: null, fields: [] };

test('each field that changed has a line; what only went has one, and no cell is a formula', () => {
  const lines = differenceCsv([moved, gone]).slice(1).split('\r\n');
  expect(lines.slice(1)).toEqual([
    `a:1,"Puskesmas ""Awan"", lama",moved,120,110,-7,110.001,-7,99.01.01,phone,,'=1+1`,
    `a:1,"Puskesmas ""Awan"", lama",moved,120,110,-7,110.001,-7,99.01.01,capacity,3,4`,
    `a:2,"Puskesmas ""Awan"", lama",gone,,110,-7,,,99.01.01,,,`,
    '',
  ]);
});

test('a moved one has a line from its old place, a ring there and a sign at the new one; what has no place is not drawn', () => {
  const nowhere: DifferenceItem = { ...gone, feature: 'a:3', before: null };
  const { features } = differenceFeatures([moved, gone, nowhere], 'a:1');
  expect(features.map(({ geometry, properties }) => [geometry.type, properties!['kind']])).toEqual([
    ['LineString', 'moved'],
    ['Point', 'before'],
    ['Point', 'moved'],
    ['Point', 'gone'],
  ]);
  expect(features[0]!.geometry).toMatchObject({ coordinates: [moved.before, moved.after] });
  expect(features.map(({ properties }) => properties!['chosen'])).toEqual([true, true, true, false]);
});
