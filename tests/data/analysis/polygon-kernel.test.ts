import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  differenceOfRings,
  gridArea,
  intersectionOfRings,
  polygonsOfRings,
  unionOfRings,
  type GridRing,
} from '#analysis';

const ring = (...points: [number, number][]): GridRing => points.map(([x, y]) => ({ x, y }));
const areaOf = (rings: readonly GridRing[]) => rings.reduce((sum, each) => sum + gridArea(each), 0);

describe('the boolean kernel', () => {
  it('finishes on rings that run out and back on one level, and gives spikes no area', () => {
    // Cut from a coverage at zoom 10 (random seed −1557825296), on which clipper2-ts 2.0.1 fills all memory.
    const comb = ring(
      [2971, -64],
      [2949, -49],
      [2767, -47],
      [2760, -64],
      [2118, -64],
      [2039, 452],
      [1976, -64],
      [765, -64],
      [764, -64],
    );
    const square = ring([0, -64], [3000, -64], [3000, 1000], [0, 1000]);
    expect(areaOf(unionOfRings([square, comb, ring([0, -64], [4000, -64], [-500, -64], [900, -64])]))).toBe(
      3000 * 1064,
    );
  });

  it('parts the plane: what two areas share and what only one has make up their union', () => {
    const corner = fc.record({ x: fc.integer({ min: 0, max: 10_000 }), y: fc.integer({ min: 0, max: 10_000 }) });
    const triangle = fc
      .tuple(corner, corner, corner)
      .map((points): GridRing => (gridArea(points) < 0 ? points.toReversed() : points));
    const some = fc.array(triangle, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const sum =
          areaOf(intersectionOfRings(a, b)) + areaOf(differenceOfRings(a, b)) + areaOf(differenceOfRings(b, a));
        const union = areaOf(unionOfRings([...a, ...b]));
        // Crossings are rounded to whole numbers: up to a unit along every edge.
        expect(Math.abs(sum - union)).toBeLessThan(0.004 * union + 60_000);
      }),
      { numRuns: 300 },
    );
  });

  it('parts a ring where it meets itself, and puts holes where they belong', () => {
    const two = ring([0, 0], [10, 0], [10, 10], [20, 10], [20, 20], [10, 20], [10, 10], [0, 10]);
    expect(polygonsOfRings([two], 10)).toHaveLength(2);
    const island = [
      ring([0, 0], [90, 0], [90, 90], [0, 90]),
      ring([10, 10], [10, 80], [80, 80], [80, 10]),
      ring([30, 30], [60, 30], [60, 60], [30, 60]),
    ];
    expect(polygonsOfRings(island, 1).map((rings) => rings.length)).toEqual([2, 1]);
    expect(polygonsOfRings(island, 1, 1000).map((rings) => rings.length)).toEqual([2]);
  });
});
