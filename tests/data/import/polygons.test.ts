import { describe, expect, test } from 'vitest';
import { labelPointOf, partsOf, withoutFarParts, withoutHeights } from '../../../data/import/polygons.ts';

const square = (west: number, south: number, size: number): [number, number][][] => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];

test('heights go, and it is said that they went', () => {
  const line = {
    type: 'LineString' as const,
    coordinates: [
      [108, -7, 12.5],
      [108.1, -7, 13],
    ],
  };
  expect(withoutHeights(line)).toEqual({
    geometry: {
      type: 'LineString',
      coordinates: [
        [108, -7],
        [108.1, -7],
      ],
    },
    dropped: true,
  });
  expect(withoutHeights({ type: 'Point', coordinates: [108, -7] }).dropped).toBe(false);
});

test('what is not an area, or has no ring that closes, has no parts', () => {
  expect(partsOf(null)).toBeNull();
  expect(partsOf({ type: 'Point', coordinates: [108, -7] })).toBeNull();
  expect(
    partsOf({
      type: 'Polygon',
      coordinates: [
        [
          [108, -7],
          [108, -6],
        ],
      ],
    }),
  ).toBeNull();
});

describe('parts of a region', () => {
  test('a crumb 15 km away belongs to a namesake; a crumb at the border and a large island far out belong to it', () => {
    const main = square(108, -7, 0.05);
    const crumb = square(108.2, -7, 0.005);
    const near = square(108.06, -7, 0.005);
    const island = square(108.3, -7, 0.04);
    const parts = partsOf({ type: 'MultiPolygon', coordinates: [crumb, near, main, island] })!;
    const { kept, far } = withoutFarParts(parts);
    expect(far).toEqual([crumb]);
    expect(kept).toEqual([main, island, near]);
  });

  test('the label stands inside a crescent, where its centroid does not', () => {
    const crescent: [number, number][][] = [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 3],
        [3, 3],
        [3, 1],
        [0, 1],
        [0, 0],
      ],
    ];
    const [x, y] = labelPointOf({ type: 'Polygon', coordinates: crescent });
    expect(x).toBeGreaterThan(3);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(4);
  });
});
