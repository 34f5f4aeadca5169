import { describe, expect, test } from 'vitest';
import { labelPoints, surroundingFeatures, surroundingsOf } from '../../../web/map/labels.ts';

const region = { bounds: [0, 0, 10, 10] as const, sea: { name: 'Laut', labelPoint: [14, 12] as [number, number] } };
const parts = [[2, 0, 10, 8] as const];

describe('names around the region', () => {
  test("a far neighbour's name comes close, and does not stand on the region", () => {
    const { neighbours } = surroundingsOf(
      region,
      [{ name: 'Kab. Barat', labelPoint: [-9, 5], bbox: [-15, 0, 1, 10], enclave: false }],
      parts,
      '',
    );
    const [x, y] = neighbours[0]?.position as [number, number];
    expect(x).toBeGreaterThanOrEqual(-0.5);
    expect(x + 0.75).toBeLessThanOrEqual(2);
    expect(y).toBe(5);
  });

  test('where all is taken the name goes outside', () => {
    const { neighbours } = surroundingsOf(
      region,
      [{ name: 'Kab. Selatan', labelPoint: [5, -9], bbox: [0, -15, 10, 0], enclave: false }],
      [[0, 0, 10, 10]],
      '',
    );
    expect(neighbours[0]?.position[1]).toBeLessThan(0);
  });

  test('an enclave is named at sea with a line to it; inland it is named on its own ground', () => {
    const kota = { name: 'Kota', labelPoint: [5, 5] as [number, number], bbox: [4, 4, 6, 6] as const, enclave: true };
    const roles = (surroundings: ReturnType<typeof surroundingsOf>) =>
      surroundingFeatures(surroundings).features.map((feature) => feature.properties.role);
    expect(roles(surroundingsOf(region, [kota], parts, 'di luar'))).toEqual([
      'sea',
      'enclave-ground',
      'enclave',
      'leader',
    ]);
    expect(roles(surroundingsOf({ ...region, sea: null }, [kota], parts, 'di luar'))).toEqual(['enclave-ground']);
  });
});

test('labels carry the class of what they stand on, and big places come first', () => {
  const points = labelPoints(
    [
      { code: '99.01.01', name: 'Satu', level: 'kecamatan', position: [1, 1], population: 500 },
      { code: '99.01.02', name: 'Dua', level: 'kecamatan', position: [2, 2], population: null },
      { code: '99.01.01.2001', name: 'Desa', level: 'desa', position: [3, 3], population: 10 },
    ],
    {
      classes: new Map([['99.01.01', 4]]),
      values: new Map([['99.01.01', '12']]),
      selected: '99.01.02',
      coloured: 'kecamatan',
    },
  ).features.map((feature) => feature.properties);
  expect(points.map((p) => p.class)).toEqual([4, -1, -2]);
  expect(points.map((p) => p.value)).toEqual(['12', '', '']);
  expect(points.map((p) => p.selected)).toEqual([false, true, false]);
  expect(points[0]?.order).toBeLessThan(points[1]?.order as number);
});
