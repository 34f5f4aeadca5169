import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres, nearestDistances, nearestFacilities } from '#analysis';

type Points = readonly (readonly [longitude: number, latitude: number])[];
const columns = (points: Points) =>
  [
    Float64Array.from(points, ([longitude]) => longitude),
    Float64Array.from(points, ([, latitude]) => latitude),
  ] as const;
const nearest = (points: Points, facilities: Points) => nearestDistances(...columns(points), ...columns(facilities));

/** What a comparison with every facility says. */
function bruteForce(points: Points, facilities: Points): number[] {
  return points.map(([x, y]) => Math.min(...facilities.map(([fx, fy]) => distanceMetres(x, y, fx, fy))));
}

const around = (west: number, south: number, degrees: number) =>
  fc.tuple(
    fc.double({ min: west, max: west + degrees, noNaN: true }),
    fc.double({ min: south, max: south + degrees, noNaN: true }),
  );
const lattice = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
  .map(([x, y]): [number, number] => [108.3 + x / 20, -7 + y / 20]);

describe('the nearest facility of each point', () => {
  type Place = fc.Arbitrary<[number, number]>;
  const cases: Record<string, readonly [point: Place, facility: Place]> = {
    'points and facilities in one regency': [around(108.3, -7, 0.5), around(108.3, -7, 0.5)],
    'facilities in one town, points all around': [around(108.3, -7, 0.5), around(108.52, -6.75, 0.02)],
    'points in one town, facilities all around': [around(108.52, -6.75, 0.02), around(107.8, -7.5, 1.5)],
    'facilities far to one side': [around(108.3, -7, 0.3), around(109.1, -6.2, 0.3)],
    'both on a lattice, with ties and repeated places': [lattice, lattice],
    'across the equator': [around(100, -1, 2), around(100, -1, 2)],
  };
  it.each(Object.entries(cases))('is what comparing with every facility finds: %s', (_name, [point, facility]) => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 60 }),
        fc.array(facility, { minLength: 1, maxLength: 80 }),
        (points, facilities) => {
          const { index, metres } = nearest(points, facilities);
          const expected = bruteForce(points, facilities);
          points.forEach(([x, y], i) => {
            expect(Math.abs(metres[i]! - expected[i]!)).toBeLessThan(expected[i]! * 5e-6 + 1e-6);
            const [fx, fy] = facilities[index[i]!]!;
            expect(Math.abs(distanceMetres(x, y, fx, fy) - expected[i]!)).toBeLessThan(expected[i]! * 5e-6 + 1e-6);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is the first of several at the same place', () => {
    const { index, metres } = nearest(
      [[108.5, -6.7]],
      [
        [108.6, -6.7],
        [108.5, -6.7],
        [108.5, -6.7],
      ],
    );
    expect([...index]).toEqual([1]);
    expect([...metres]).toEqual([0]);
  });

  it('is nobody and infinitely far where there are no facilities, and nothing where there are no points', () => {
    const { index, metres } = nearest([[108.5, -6.7]], []);
    expect([...index]).toEqual([-1]);
    expect([...metres]).toEqual([Infinity]);
    expect(nearest([], [[108.5, -6.7]]).metres).toHaveLength(0);
  });

  it('can be a single facility, or facilities on one line', () => {
    expect([
      ...nearest(
        [
          [108.5, -6.7],
          [109, -7],
        ],
        [[108.7, -6.8]],
      ).index,
    ]).toEqual([0, 0]);
    const line: Points = Array.from({ length: 300 }, (_, i) => [108 + i / 1000, -6.7]);
    expect([
      ...nearest(
        [
          [108.1004, -6.5],
          [107, -6.9],
        ],
        line,
      ).index,
    ]).toEqual([100, 0]);
  });

  it('refuses columns that do not belong together and numbers that are no degrees', () => {
    const one = Float64Array.of(1);
    expect(() => nearestDistances(one, new Float64Array(), one, one)).toThrow('points: 1 longitudes but 0 latitudes');
    expect(() => nearest([[108, NaN]], [[108, -6]])).toThrow('points: [108, NaN] at 0');
    expect(() => nearest([[108, -6]], [[-6, 108]])).toThrow('facilities: [-6, 108] at 0');
  });
});

describe('the nearest few of one position', () => {
  const facilities = { longitude: [108.6, null, 108.5, 108.7, 108.51], latitude: [-6.7, null, -6.7, -6.7, -6.7] };

  it('come nearest first and leave out those without a point', () => {
    const found = nearestFacilities([108.5, -6.7], facilities, 3);
    expect(found.map(({ index }) => index)).toEqual([2, 4, 0]);
    expect(found[1]!.distanceMetres).toBeCloseTo(distanceMetres(108.5, -6.7, 108.51, -6.7), 9);
  });

  it('are all there are when more are asked for, and none when none are asked for', () => {
    expect(nearestFacilities([108.5, -6.7], facilities, 99)).toHaveLength(4);
    expect(nearestFacilities([108.5, -6.7], facilities, 0)).toEqual([]);
  });
});
