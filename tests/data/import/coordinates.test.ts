import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metresBetween, metresToRing, readPosition } from '../../../data/import/coordinates.ts';
import { isInside, type BBox } from '#model/geometry';

const bounds: BBox = [108.2, -7.1, 109.0, -6.4];
const read = (longitude: string | null, latitude: string | null) => readPosition(longitude, latitude, bounds);

describe('what cells say of a position', () => {
  test.each([
    ['as it should be', '108.4081', '-6.6462', [108.4081, -6.6462], null],
    ['a decimal comma', '108,4081', '-6,6462', [108.4081, -6.6462], null],
    [
      'longitude and latitude in each other’s column',
      '-6.6462',
      '108.4081',
      [108.4081, -6.6462],
      'coordinates_swapped',
    ],
    ['the minus sign of the latitude lost', '108.3953', '6.6948', [108.3953, -6.6948], 'coordinates_sign_lost'],
    ['swapped and the sign lost', '6.6948', '108.3953', [108.3953, -6.6948], 'coordinates_swapped'],
    ['0, 0', '0', '0', null, 'coordinates_zero'],
    ['a few hundred metres from 0, 0', '-0.0014', '0.0006', null, 'coordinates_zero'],
    ['another island', '120.1465', '-2.9869', null, 'coordinates_out_of_bounds'],
    ['words', 'n/a', '-6.6', null, 'coordinates_not_a_number'],
    ['more than a number', '108.4 E', '-6.6', null, 'coordinates_not_a_number'],
    ['nothing', null, '-6.6', null, 'coordinates_missing'],
  ])('%s', (_, longitude, latitude, position, reason) => {
    expect(read(longitude, latitude)).toEqual({ position, reason });
  });

  test('a position it gives always lies in the bounds, whatever the cells hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double().map(String), fc.string()),
        fc.oneof(fc.double().map(String), fc.string()),
        (x, y) => {
          const { position } = read(x, y);
          return position === null || isInside(position, bounds);
        },
      ),
    );
  });

  test('a repair gives the very place that was damaged', () => {
    const inside = fc.tuple(
      fc.double({ min: 108.2, max: 109, noNaN: true }),
      fc.double({ min: -7.1, max: -6.4, noNaN: true }),
    );
    fc.assert(
      fc.property(inside, fc.boolean(), fc.boolean(), ([x, y], swap, unsigned) => {
        const latitude = unsigned ? -y : y;
        const cells = (swap ? [latitude, x] : [x, latitude]).map((value) => value.toFixed(9));
        const { position } = read(cells[0]!, cells[1]!);
        expect(position?.[0]).toBeCloseTo(x, 8);
        expect(position?.[1]).toBeCloseTo(y, 8);
      }),
    );
  });
});

test('metres on the ground at 7° south: a degree of longitude is shorter than one of latitude', () => {
  expect(metresBetween([108, -7], [109, -7])).toBeCloseTo(110_366, -1);
  expect(metresBetween([108, -7], [108, -6])).toBeCloseTo(111_195, -1);
});

test('distance to a ring is that to its nearest edge, not to its nearest corner', () => {
  const ring = [
    [108, -7],
    [109, -7],
    [109, -6],
    [108, -6],
    [108, -7],
  ] as [number, number][];
  expect(metresToRing([108.5, -7.01], ring)).toBeCloseTo(1_112, 0);
});
