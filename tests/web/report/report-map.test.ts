import { expect, test } from 'vitest';
import type { Polygonal, Position } from '#model/geometry';
import { clipRing } from '../../../web/report/clip-ring.ts';
import { marksOf } from '../../../web/report/footnote-marks.ts';
import { reportMapOf, type MapSource } from '../../../web/report/report-map.ts';
import { scaleBarOf } from '../../../web/views/gaps/export/scale-bar.ts';

const square = (west: number, south: number, size: number): Polygonal => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ] as Position[],
  ],
});
const features = (...given: (readonly [code: string, name: string, geometry: Polygonal])[]) => ({
  type: 'FeatureCollection' as const,
  features: given.map(([code, name, geometry]) => ({ type: 'Feature' as const, properties: { code, name }, geometry })),
});
const source: MapSource = {
  kabupaten: features(['32.99', 'Sendiri', square(108, -7, 1)], ['32.10', 'Tetangga', square(108.2, -6.9, 0.1)]),
  kecamatan: features(
    ['32.99.01', 'Tengah', square(108.1, -6.9, 0.1)],
    ['32.99.02', 'Jauh', square(108.8, -6.9, 0.1)],
    ['32.99.03', 'Bawah', square(108.1, -7, 0.1)],
  ),
  desa: features(['32.99.01.2001', 'Ambulu', square(108.1, -6.9, 0.05)]),
  facilities: {
    kind: ['smp', 'smp', 'sd', 'puskesmas'],
    longitude: [108.15, 110, 108.15, null],
    latitude: [-6.85, -6.85, -6.86, null],
  },
  kinds: new Set(['smp', 'puskesmas']),
};
const size = { width: 260, height: 170, safeHeight: 120 };

test('the region lies whole within the safe height, its neighbours around it, what is far is left out', () => {
  const map = reportMapOf(source, '32.99.01', size);
  const own = map.shapes.find((shape) => shape.role === 'region')!.rings.flat();
  const [top, bottom] = [(size.height - size.safeHeight) / 2, (size.height + size.safeHeight) / 2];
  for (const [x, y] of own) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(size.width);
    expect(y).toBeGreaterThan(top);
    expect(y).toBeLessThan(bottom);
  }
  expect(map.shapes.map((shape) => shape.role)).toEqual(['neighbour', 'sibling', 'inner', 'region']);
  expect(map.labels.map((label) => label.text)).toContain('Tengah');
  expect(map.labels.map((label) => label.text)).not.toContain('Jauh');
});
test('only facilities of the report that have a point on the map are drawn', () => {
  expect(reportMapOf(source, '32.99.01', size).symbols.map((symbol) => symbol.group)).toEqual(['education']);
});
test('the scale bar is true on the ground', () => {
  const { scale, shapes } = reportMapOf(source, '32.99.01', size);
  const own = shapes.find((shape) => shape.role === 'region')!.rings.flat();
  const heightPoints = Math.max(...own.map(([, y]) => y)) - Math.min(...own.map(([, y]) => y));
  // A tenth of a degree of latitude is about 11,1 km.
  expect((scale.metres / scale.length) * heightPoints).toBeCloseTo(11_120, -2);
});
test('a region without outline is refused', () => {
  expect(() => reportMapOf(source, '32.99.77', size)).toThrow('32.99.77');
});
test('a scale bar is a round number no longer than allowed', () => {
  expect(scaleBarOf(10, 100)).toEqual({ metres: 1000, length: 100 });
  expect(scaleBarOf(37, 100)).toEqual({ metres: 2000, length: 2000 / 37 });
});
test('a ring is cut to its box', () => {
  expect(
    clipRing(
      [
        [-5, -5],
        [5, -5],
        [5, 5],
        [-5, 5],
      ],
      [0, 0, 10, 10],
    ).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
  ).toEqual([
    [0, 0],
    [0, 5],
    [5, 0],
    [5, 5],
  ]);
  expect(
    clipRing(
      [
        [20, 20],
        [30, 20],
        [30, 30],
      ],
      [0, 0, 10, 10],
    ),
  ).toEqual([]);
});
test('footnote marks in a row are written as a range, in brackets so that they are no powers', () => {
  expect([marksOf([1]), marksOf([1, 2]), marksOf([1, 3, 4, 5, 9])]).toEqual(['(1)', '(1,2)', '(1,3–5,9)']);
});
