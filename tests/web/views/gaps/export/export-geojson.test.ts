import { expect, test } from 'vitest';
import type { Position } from '#model/geometry';
import { geoJsonOf, signedArea } from '../../../../../web/views/gaps/export/export-geojson.ts';
import { writeCsv, type ExportTable } from '../../../../../web/views/gaps/gaps-export.ts';
import type { BoundaryFeatures } from '../../../../../web/worker/questions.ts';

const clockwise: Position[] = [
  [108, -7],
  [108, -6],
  [109, -6],
  [109, -7],
  [108, -7],
];
const hole: Position[] = [
  [108.2, -6.8],
  [108.4, -6.8],
  [108.4, -6.6],
  [108.2, -6.6],
  [108.2, -6.8],
];
const boundaries: BoundaryFeatures = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: '32.99.01', name: 'Losari' },
      geometry: { type: 'MultiPolygon', coordinates: [[clockwise, hole]] },
    },
  ],
};
const table: ExportTable = {
  columns: ['kode_kemendagri', 'nama', 'kekurangan', 'bagian_terjangkau'],
  rows: [
    {
      code: '32.99.01',
      cells: [
        { type: 'code', value: '32.99.01' },
        { type: 'text', value: 'Losari' },
        { type: 'number', value: 8, digits: 0 },
        { type: 'number', value: 2 / 3, digits: 4 },
      ],
    },
    {
      code: '32.99.02',
      cells: [
        { type: 'code', value: '32.99.02' },
        { type: 'text', value: 'Tanpa batas' },
        { type: 'number', value: null, digits: 0 },
        { type: 'number', value: null, digits: 4 },
      ],
    },
  ],
};
const about = [{ label: 'Sumber', text: 'Dukcapil' }];

test('rings wind as RFC 7946 asks: the outer one counter-clockwise, holes clockwise, whatever they were', () => {
  const { geometry } = geoJsonOf(table, boundaries, about).features[0]!;
  if (geometry?.type !== 'MultiPolygon') throw new Error('a multipolygon stays one');
  const [outer, inner] = geometry.coordinates[0]!;
  expect(signedArea(clockwise)).toBeLessThan(0);
  expect(signedArea(outer!)).toBeGreaterThan(0);
  expect(signedArea(inner!)).toBeLessThan(0);
  for (const ring of [outer!, inner!]) expect(ring[0]).toEqual(ring.at(-1));
});
test('a region without outline is kept with a null geometry, unknown values are null, metadata travels along', () => {
  const collection = geoJsonOf(table, boundaries, about);
  expect(collection.metadata).toEqual(about);
  expect(collection.features[1]).toMatchObject({ id: '32.99.02', geometry: null, properties: { kekurangan: null } });
});
test('the values are those of the CSV', () => {
  const [, row] = writeCsv(table, 'machine').split('\r\n');
  const { properties } = geoJsonOf(table, boundaries, about).features[0]!;
  expect(
    row
      ?.replaceAll('"', '')
      .split(',')
      .map((cell) => (cell === '' ? null : cell)),
  ).toEqual(
    table.columns.map((name) =>
      typeof properties[name] === 'number' && name === 'bagian_terjangkau' ? '0.6667' : String(properties[name]),
    ),
  );
  expect(properties['bagian_terjangkau']).toBe(0.6667);
});
