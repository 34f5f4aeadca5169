import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../../../../data/model/geometry.ts';
import { boxWithin, cornersOf, MOST_CORNERS, ringOf } from '../../../../web/map/drawing/corners.ts';

const square: Position[] = [
  [108, -7],
  [109, -7],
  [109, -6],
  [108, -6],
];

describe('corners that an address can keep', () => {
  test('leave out the closing one, and are closed again by their ring', () => {
    expect(cornersOf(ringOf(square))).toEqual(square);
    expect(ringOf(square).at(-1)).toEqual(square[0]);
  });
  test('have five decimals', () => {
    expect(cornersOf([[108.1234567, -6.7654321], ...square.slice(1)])?.[0]).toEqual([108.12346, -6.76543]);
  });
  test('are no area when there are two, or all lie on a line', () => {
    expect(cornersOf(square.slice(0, 2))).toBeNull();
    expect(
      cornersOf([
        [108, -7],
        [108.5, -6.5],
        [109, -6],
      ]),
    ).toBeNull();
    expect(cornersOf(square.map(() => [108, -7] as Position))).toBeNull();
  });
  test('of a free hand keep its corners and drop what lies between', () => {
    const dense = square.flatMap((from, at): Position[] => {
      const to = square[(at + 1) % 4]!;
      return Array.from({ length: 50 }, (_, step) => [
        from[0] + ((to[0] - from[0]) * step) / 50,
        from[1] + ((to[1] - from[1]) * step) / 50,
      ]);
    });
    const kept = cornersOf(dense)!;
    expect(kept).toHaveLength(MOST_CORNERS);
    expect(square.every((corner) => kept.some((k) => k[0] === corner[0] && k[1] === corner[1]))).toBe(true);
  });
  test('are never more than an address holds', () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 200 }), (ring) => {
        const corners = cornersOf(ring);
        expect(corners === null || (corners.length >= 3 && corners.length <= MOST_CORNERS)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('the box of a view leaves a tenth on each side', () => {
  expect(boxWithin([100, -10, 110, 0])).toEqual([
    [101, -9],
    [109, -9],
    [109, -1],
    [101, -1],
  ]);
});
