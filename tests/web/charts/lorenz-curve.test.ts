import { describe, expect, test } from 'vitest';
import { amountAt, regionsOfPart } from '../../../web/charts/lorenz-curve.ts';

const curve = [
  { people: 0, amount: 0, code: null },
  { people: 0.2, amount: 0.1, code: 'a' },
  { people: 0.5, amount: 0.3, code: 'b' },
  { people: 1, amount: 1, code: 'c' },
];

describe('a part of the curve', () => {
  test('a region is in it when the middle of its people is', () => {
    expect([...regionsOfPart(curve, { from: 0, to: 40 })]).toEqual(['a', 'b']);
    expect([...regionsOfPart(curve, { from: 0, to: 35 })]).toEqual(['a']);
    expect([...regionsOfPart(curve, { from: 90, to: 100 })]).toEqual([]);
  });
  test('two parts that meet hold every region once', () => {
    for (let border = 0; border <= 100; border += 5) {
      const both = [
        ...regionsOfPart(curve, { from: 0, to: border }),
        ...regionsOfPart(curve, { from: border, to: 100 }),
      ];
      expect(both.filter((code, at) => both.indexOf(code) === at).sort(), String(border)).toEqual(['a', 'b', 'c']);
    }
  });
});

test('the height between two points lies on the line between them', () => {
  expect(amountAt(curve, 0.2)).toBeCloseTo(0.1);
  expect(amountAt(curve, 0.35)).toBeCloseTo(0.2);
  expect(amountAt(curve, 0.9)).toBeCloseTo(0.86);
  expect(amountAt(curve, 1)).toBe(1);
  expect(amountAt([], 0.5)).toBeNull();
});
