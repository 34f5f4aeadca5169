import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { geodesicLength, LineSplitter } from '#analysis';
import type { Position } from '#model/geometry';

/** Two squares that share the border at 108.5°, from 6.6° to 6.5° south. */
const square = (code: string, west: number) => ({
  code,
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, -6.6],
        [west + 0.1, -6.6],
        [west + 0.1, -6.5],
        [west, -6.5],
        [west, -6.6],
      ],
    ] as Position[][],
  },
});
const splitter = new LineSplitter([square('99.01.02', 108.5), square('99.01.01', 108.4)]);

describe('lines divided among regions', () => {
  test('a road across the border is cut where it crosses', () => {
    const lengths = splitter.split([
      [108.48, -6.55],
      [108.53, -6.55],
    ]);
    expect(lengths.get('99.01.01')).toBeCloseTo(
      geodesicLength([
        [108.48, -6.55],
        [108.5, -6.55],
      ]),
      3,
    );
    expect(lengths.get('99.01.02')).toBeCloseTo(
      geodesicLength([
        [108.5, -6.55],
        [108.53, -6.55],
      ]),
      3,
    );
    expect(lengths.size).toBe(2);
  });

  test('what lies outside is told apart, and a road along the border counts once', () => {
    expect(
      [
        ...splitter
          .split([
            [108.3, -6.55],
            [108.42, -6.55],
          ])
          .keys(),
      ].sort(),
    ).toEqual(['99.01.01', null].sort());
    const along = splitter.split([
      [108.5, -6.58],
      [108.5, -6.52],
    ]);
    expect([...along.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(
      geodesicLength([
        [108.5, -6.58],
        [108.5, -6.52],
      ]),
      3,
    );
  });

  test('the parts sum to the whole', () => {
    const position = fc.tuple(
      fc.double({ min: 108.35, max: 108.65, noNaN: true }),
      fc.double({ min: -6.65, max: -6.45, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 12 }), (line) => {
        const sum = [...splitter.split(line as Position[]).values()].reduce((a, b) => a + b, 0);
        const whole = geodesicLength(line as Position[]);
        // The distance formula itself is good to 1e-5.
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-5 * whole + 1e-6);
      }),
    );
  });
});
