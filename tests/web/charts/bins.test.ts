import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binIndexOf, binsOf, binsOfRange, rangeOfBins } from '../../../web/charts/bins.ts';

describe('bins', () => {
  test('every finite value is in exactly one bin, 18 at most', () => {
    const value = fc.oneof(
      fc.integer({ min: -50, max: 2000 }),
      fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
      fc.constant(null),
      fc.constant(Infinity),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.constantFrom(0.001, 1), (values, least) => {
        const bins = binsOf(values, least);
        const finite = values.filter((item): item is number => item !== null && Number.isFinite(item));
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(finite.length);
        expect(bins.length).toBeLessThanOrEqual(18);
        for (const item of finite) expect(binIndexOf(bins, item)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test('small counts have a bar each, zero bars included', () => {
    expect(binsOf([-2, 0, 4, 4]).map((bin) => [bin.from, bin.count])).toEqual([
      [-2, 1],
      [-1, 0],
      [0, 1],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 2],
    ]);
  });
  test('values below one are told apart where their decimals matter', () => {
    expect(binsOf([0.1, 0.2, 0.3])).toHaveLength(1);
    expect(binsOf([0.1, 0.2, 0.3], 0.001).map((bin) => [bin.from, bin.count])).toEqual([
      [0.1, 1],
      [0.12, 0],
      [0.14, 0],
      [0.16, 0],
      [0.18, 0],
      [0.2, 1],
      [0.22, 0],
      [0.24, 0],
      [0.26, 0],
      [0.28, 0],
      [0.3, 1],
    ]);
  });
});

describe('a run of bins as a range of values', () => {
  const bins = binsOf([0, 4, 9, 14, 80, Infinity]);
  test('the whole is no filter; an outer end is open, an inner one just below the next bin', () => {
    expect(bins.map((bin) => bin.from).slice(0, 4)).toEqual([0, 5, 10, 15]);
    expect(bins).toHaveLength(17);
    expect(rangeOfBins(bins, 0, bins.length, 1)).toBeNull();
    expect(rangeOfBins(bins, 1, 3, 1)).toEqual({ from: 5, to: 14 });
    expect(rangeOfBins(bins, 1, 3, 0.1)).toEqual({ from: 5, to: 14.9 });
    expect(rangeOfBins(bins, 2, bins.length, 1)).toEqual({ from: 10, to: null });
    expect(rangeOfBins(bins, 0, 1, 1)).toEqual({ from: null, to: 4 });
  });
  test('back and forth is the same run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 17 }), (first, length) => {
        const end = Math.min(bins.length, first + length);
        if (end <= first) return;
        expect(binsOfRange(bins, rangeOfBins(bins, first, end, 1))).toEqual([first, end]);
      }),
    );
  });
});
