import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRupiah } from '../../../data/projects/split-rupiah.ts';

const share = fc.double({ min: 1e-6, max: 1, noNaN: true });
const whole = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.maxSafeNat());

describe('whole rupiah divided by share', () => {
  test('largest remainder, the earlier of equal ones first', () => {
    expect(splitRupiah(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitRupiah(1_000_000_001, [0.65, 0.2, 0.15])).toEqual([650_000_001, 200_000_000, 150_000_000]);
    expect(splitRupiah(5, [0, 1])).toEqual([0, 5]);
    expect(splitRupiah(0, [0, 0])).toEqual([0, 0]);
    expect(splitRupiah(7, [])).toEqual([]);
  });

  test('parts sum to the whole exactly, and none is a rupiah or more from its share', () => {
    fc.assert(
      fc.property(whole, fc.array(share, { minLength: 1, maxLength: 40 }), (rupiah, shares) => {
        const parts = splitRupiah(rupiah, shares);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(rupiah));
        const sum = shares.reduce((total, one) => total + one, 0);
        for (const [index, part] of parts.entries()) {
          expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
          const exact = (rupiah * shares[index]!) / sum;
          // Shares count to 2^-52, and above 2^40 the comparison itself is in floating point.
          expect(Math.abs(part - exact)).toBeLessThanOrEqual(1 + exact * 1e-9);
        }
      }),
    );
  });

  test('refuses what cannot be divided', () => {
    expect(() => splitRupiah(-1, [1])).toThrow(RangeError);
    expect(() => splitRupiah(1.5, [1])).toThrow(RangeError);
    expect(() => splitRupiah(1, [0])).toThrow(RangeError);
    expect(() => splitRupiah(1, [Number.NaN])).toThrow(RangeError);
  });
});
