import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  cellPositions,
  cellRowsOf,
  enhancedBands,
  floatingCatchment,
  straightCatchment,
  straightReachLists,
} from '#analysis';

const GRID = {
  crs: 'EPSG:32749',
  proj4: '+proj=utm +zone=49 +south +datum=WGS84 +units=m',
  cellMetres: 100,
  originEastMetres: 205_000,
  originNorthMetres: 9_232_000,
};
/** Cells in any order, some divided between desa and so twice on one place, with holes in the rows. */
const someCells = fc.array(fc.record({ column: fc.nat(90), row: fc.nat(12), count: fc.nat(300) }), {
  minLength: 1,
  maxLength: 300,
  size: 'max',
});
const someFacilities = fc.array(
  fc.record({
    longitude: fc.double({ min: 108.31, max: 108.45, noNaN: true }),
    latitude: fc.double({ min: -6.98, max: -6.88, noNaN: true }),
    count: fc.nat(40),
  }),
  { maxLength: 12, size: 'max' },
);

it('shares supply out as over lists of all pairs, to 1e-9, and gives exactly nothing out of reach', () => {
  let reachedCells = 0;
  let unreachedCells = 0;
  fc.assert(
    fc.property(
      someCells,
      someFacilities,
      fc.double({ min: 50, max: 12_000, noNaN: true }),
      fc.constantFrom(1, 0.0026),
      (cells, facilities, metres, costPerMetre) => {
        const grid = {
          grid: GRID,
          column: Uint16Array.from(cells, ({ column }) => column),
          row: Uint16Array.from(cells, ({ row }) => row),
        };
        const positions = cellPositions(grid as unknown as Parameters<typeof cellPositions>[0]);
        const points = {
          longitude: Float64Array.from(facilities, ({ longitude }) => longitude),
          latitude: Float64Array.from(facilities, ({ latitude }) => latitude),
        };
        const bands = enhancedBands(metres * costPerMetre);
        const people = cells.map(({ count }) => count);
        const supply = facilities.map(({ count }) => count);
        const lists = straightReachLists(positions, points, bands[2]!.upTo / costPerMetre);
        const expected = floatingCatchment({
          lists: { ...lists, cost: lists.cost.map((cost) => cost * costPerMetre) },
          people,
          supply,
          decay: { bands },
        }).accessibility;
        const rows = cellRowsOf(grid, positions);
        const found = straightCatchment({ rows, facilities: points, people, supply, costPerMetre, bands });
        expect(found).toHaveLength(cells.length);
        found.forEach((value, cell) => {
          if (expected[cell] === 0) {
            unreachedCells++;
            expect(value).toBeCloseTo(0, 12);
          } else {
            reachedCells++;
            expect(value / expected[cell]! - 1).toBeCloseTo(0, 9);
          }
        });
        const isReached = new Uint8Array(cells.length);
        for (const cell of lists.cell) isReached[cell] = 1;
        found.forEach((value, cell) => isReached[cell] === 1 || expect(value).toBe(0));
      },
    ),
    { numRuns: 100 },
  );
  expect(Math.min(reachedCells, unreachedCells)).toBeGreaterThan(1_000);
});
