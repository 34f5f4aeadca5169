import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enhancedBands, floatingCatchment, straightCatchment, straightReachLists } from '#analysis';

const degrees = (middle: number) => fc.double({ min: middle - 0.05, max: middle + 0.05, noNaN: true });
const points = (most: number) =>
  fc.array(fc.record({ longitude: degrees(108.5), latitude: degrees(-6.75), count: fc.nat(300) }), { maxLength: most });
const columns = (list: readonly { longitude: number; latitude: number }[]) => ({
  longitude: Float64Array.from(list, ({ longitude }) => longitude),
  latitude: Float64Array.from(list, ({ latitude }) => latitude),
});

it('shares supply out as over lists of all pairs, to 1e-9, and gives exactly nothing out of reach', () => {
  fc.assert(
    fc.property(
      points(60),
      points(12),
      fc.double({ min: 50, max: 12_000, noNaN: true }),
      fc.constantFrom(1, 0.0026),
      (cells, facilities, metres, costPerMetre) => {
        const bands = enhancedBands(metres * costPerMetre);
        const people = cells.map(({ count }) => count);
        const supply = facilities.map(({ count }) => count);
        const lists = straightReachLists(columns(cells), columns(facilities), bands[2]!.upTo / costPerMetre);
        const expected = floatingCatchment({
          lists: { ...lists, cost: lists.cost.map((cost) => cost * costPerMetre) },
          people,
          supply,
          decay: { bands },
        }).accessibility;
        const found = straightCatchment({
          cells: columns(cells),
          facilities: columns(facilities),
          people,
          supply,
          costPerMetre,
          bands,
        });
        expect(found).toHaveLength(cells.length);
        found.forEach((value, cell) => {
          if (expected[cell] === 0) expect(value).toBe(0);
          else expect(value / expected[cell]! - 1).toBeCloseTo(0, 9);
        });
      },
    ),
    { numRuns: 200 },
  );
});
