import { expect, test } from 'vitest';
import { distanceMetres } from '../../../../data/analysis/geodesy.ts';
import { legsOf } from '../../../../web/map/drawing/legs.ts';

test('a line has one leg between two points, as long as the engine says', () => {
  const line: [number, number][] = [
    [108.5, -6.7],
    [108.6, -6.7],
    [108.6, -6.8],
  ];
  const [first, second] = legsOf(line);
  expect(first).toBe(distanceMetres(108.5, -6.7, 108.6, -6.7));
  // A tenth of a degree of latitude here is 11,058 m on the ellipsoid (PostGIS geography).
  expect(second).toBeCloseTo(11_058, -1);
});

test('a point pressed twice is no leg', () => {
  expect(
    legsOf([
      [108.5, -6.7],
      [108.5, -6.7],
    ]),
  ).toEqual([]);
  expect(legsOf([[108.5, -6.7]])).toEqual([]);
});
