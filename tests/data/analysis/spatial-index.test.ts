import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMetres, nearestDistances, nearestFacilities, straightReachLists } from '#analysis';

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

describe('the cells within a limit of each facility', () => {
  const place = around(108.3, -7, 0.3);
  const cellsAndFacilities = fc.tuple(
    fc.array(place, { minLength: 1, maxLength: 60 }),
    fc.array(fc.oneof(place, lattice), { minLength: 1, maxLength: 40 }),
  );
  const asColumns = (points: Points) => {
    const [longitude, latitude] = columns(points);
    return { longitude, latitude };
  };
  const listsOf = (cells: Points, facilities: Points, limit: number | readonly number[]) => {
    const { first, cell, cost } = straightReachLists(asColumns(cells), asColumns(facilities), limit);
    expect(first).toHaveLength(facilities.length + 1);
    return facilities.map((_, f) =>
      Array.from(cell.subarray(first[f], first[f + 1]), (c, i) => ({ cell: c, metres: cost[first[f]! + i]! })),
    );
  };

  it('are those that a comparison with every cell finds, in order of cells', () => {
    fc.assert(
      fc.property(
        cellsAndFacilities,
        fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 40, maxLength: 40 }),
        ([cells, facilities], limits) => {
          const lists = listsOf(cells, facilities, limits.slice(0, facilities.length));
          facilities.forEach(([fx, fy], f) => {
            const expected = cells.map(([x, y]) => distanceMetres(x, y, fx, fy));
            const found = new Map(lists[f]!.map(({ cell, metres }) => [cell, metres]));
            expect([...found.keys()]).toEqual([...found.keys()].toSorted((a, b) => a - b));
            expected.forEach((metres, cell) => {
              const tolerance = metres * 5e-6 + 1e-6;
              if (metres < limits[f]! - tolerance) expect(found.has(cell)).toBe(true);
              if (metres > limits[f]! + tolerance) expect(found.has(cell)).toBe(false);
              if (found.has(cell)) expect(Math.abs(found.get(cell)! - metres)).toBeLessThan(tolerance);
            });
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('agree to the last bit with the nearest facility about who is within', () => {
    fc.assert(
      fc.property(cellsAndFacilities, fc.nat(59), ([cells, facilities], picked) => {
        const { metres } = nearest(cells, facilities);
        // The hardest limit is one that a cell meets exactly.
        const limit = metres[picked % cells.length]!;
        const within = new Set(listsOf(cells, facilities, limit).flatMap((list) => list.map(({ cell }) => cell)));
        cells.forEach((_, cell) => expect(within.has(cell)).toBe(metres[cell]! <= limit));
        const least = new Map<number, number>();
        for (const { cell, metres: cost } of listsOf(cells, facilities, 100_000).flat()) {
          least.set(cell, Math.min(cost, least.get(cell) ?? Infinity));
        }
        cells.forEach((_, cell) => expect(least.get(cell)).toBe(metres[cell]));
      }),
    );
  });

  it('are empty without cells, facilities or reach', () => {
    expect(listsOf([], [[108.5, -6.7]], 1000)).toEqual([[]]);
    expect(listsOf([[108.5, -6.7]], [], 1000)).toEqual([]);
    expect(listsOf([[108.5, -6.7]], [[108.6, -6.7]], 1000)).toEqual([[]]);
    expect(listsOf([[108.5, -6.7]], [[108.5, -6.7]], 0)).toEqual([[{ cell: 0, metres: 0 }]]);
  });

  it('refuse limits that are none', () => {
    expect(() => listsOf([[108.5, -6.7]], [[108.5, -6.7]], -1)).toThrow('-1 m');
    expect(() => listsOf([[108.5, -6.7]], [[108.5, -6.7]], NaN)).toThrow('NaN m');
    expect(() => listsOf([[108.5, -6.7]], [[108.5, -6.7]], [1, 2])).toThrow('2 limits for 1 facilities');
  });
});
