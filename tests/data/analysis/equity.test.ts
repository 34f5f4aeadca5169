import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equityOf, gini, lorenzCurve, maxMinRatio, palmaRatio, type Share } from '#analysis';

const values = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((value) => value > 0));
const shares = fc
  .array(fc.record({ people: fc.nat(5000), amount: fc.nat(300) }), { minLength: 1, maxLength: 25 })
  .map((list) => list.map((share, i): Share => ({ ...share, code: `32.09.${10 + i}` })));
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** Half of the mean absolute difference over the mean: another definition of the same coefficient. */
function giniByDifferences(list: readonly number[]): number {
  const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b)));
  return sum(differences) / list.length ** 2 / (2 * (sum(list) / list.length));
}

describe('the Gini coefficient', () => {
  it('is 0 for equal shares and (n − 1)/n for a single holder', () => {
    for (let n = 1; n <= 40; n++) {
      expect(gini(Array.from({ length: n }, () => 7))).toBeCloseTo(0, 12);
      expect(gini(Array.from({ length: n }, (_, i) => (i === 2 % n ? 5 : 0)))).toBeCloseTo((n - 1) / n, 12);
    }
  });

  it('is half of the relative mean difference', () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(gini(list)).toBeCloseTo(giniByDifferences(list), 10);
      }),
    );
  });

  it('lies from 0 to below 1, and neither unit, order nor copies of everybody change it', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 2, max: 5 }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (list, n, unit) => {
          const found = gini(list)!;
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThan(1);
          expect(gini(list.map((value) => value * unit))).toBeCloseTo(found, 10);
          expect(gini(list.toReversed())).toBe(found);
          expect(gini(Array.from({ length: n }, () => list).flat())).toBeCloseTo(found, 10);
          expect(
            gini(
              list,
              list.map(() => n),
            ),
          ).toBeCloseTo(found, 10);
        },
      ),
    );
  });

  it('weighs a value like that many people who have it', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 30, maxLength: 30 }),
        (list, counts) => {
          const weights = list.map((_, i) => counts[i]!);
          const one = gini(list, weights);
          const each = gini(list.flatMap((value, i) => Array.from({ length: weights[i]! }, () => value)));
          if (each === null) expect(one).toBeNull();
          else expect(one).toBeCloseTo(each, 10);
        },
      ),
    );
  });

  it('falls when a richer one gives to a poorer one without changing places', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (list, a, b) => {
        const sorted = list.toSorted((x, y) => x - y);
        const [low, high] = [a % sorted.length, b % sorted.length].toSorted((x, y) => x - y) as [number, number];
        const gift = (sorted[high]! - sorted[low]!) / 4;
        fc.pre(gift > 0);
        const after = sorted.with(low, sorted[low]! + gift).with(high, sorted[high]! - gift);
        expect(gini(after)!).toBeLessThan(gini(sorted)!);
      }),
    );
  });

  it('is not known without people or with nothing to divide, and refuses what is no share', () => {
    expect(gini([])).toBeNull();
    expect(gini([0, 0])).toBeNull();
    expect(gini([3, 4], [0, 0])).toBeNull();
    expect(() => gini([-1, 2])).toThrow(RangeError);
    expect(() => gini([1, NaN])).toThrow(RangeError);
    expect(() => gini([1, 2], [1])).toThrow('1 weights for 2 values');
  });
});

describe('the Palma ratio', () => {
  it('is a quarter when all have the same, whoever is counted', () => {
    for (const n of [1, 3, 10, 17]) expect(palmaRatio(Array.from({ length: n }, () => 4))).toBeCloseTo(0.25, 12);
  });

  it('is the top tenth over the bottom four tenths of ten people', () => {
    expect(palmaRatio([1, 2, 3, 4, 5, 6, 7, 8, 9, 30])).toBeCloseTo(30 / 10, 12);
  });

  it('divides a group that the tenth falls into', () => {
    // Of five, half of the richest is the top tenth, and the two poorest are the bottom four tenths.
    expect(palmaRatio([1, 2, 3, 4, 10])).toBeCloseTo(5 / 3, 12);
  });

  it('does not depend on unit, order or copies', () => {
    fc.assert(
      fc.property(values, (list) => {
        const found = palmaRatio(list);
        const others = [list.map((value) => value * 3), list.toReversed(), [...list, ...list]].map((other) =>
          palmaRatio(other),
        );
        for (const other of others) {
          if (found === null) expect(other).toBeNull();
          else expect(other! / found).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('is not known when the bottom four tenths have nothing', () => {
    expect(palmaRatio([0, 0, 0, 1, 2])).toBeNull();
    expect(palmaRatio([])).toBeNull();
  });
});

describe('the ratio of most to least', () => {
  it('divides the largest by the smallest and is not known over 0', () => {
    expect(maxMinRatio([2, 8, 4])).toBe(4);
    expect(maxMinRatio([0, 8])).toBeNull();
    expect(maxMinRatio([])).toBeNull();
  });
});

describe('the Lorenz curve', () => {
  it('runs from (0, 0) to (1, 1), never falls, lies under the diagonal and gets steeper', () => {
    fc.assert(
      fc.property(shares, (list) => {
        const curve = lorenzCurve(list);
        if (sum(list.map(({ people }) => people)) === 0 || sum(list.map(({ amount }) => amount)) === 0) {
          expect(curve).toEqual([]);
          return;
        }
        expect(curve[0]).toEqual({ people: 0, amount: 0, code: null });
        expect(curve.at(-1)).toMatchObject({ people: 1, amount: 1 });
        const counted = list.filter(({ people, amount }) => people > 0 || amount > 0).map(({ code }) => code);
        expect(
          curve
            .slice(1)
            .map(({ code }) => code)
            .sort(),
        ).toEqual(counted.sort());
        let slope = 0;
        for (let i = 1; i < curve.length; i++) {
          const width = curve[i]!.people - curve[i - 1]!.people;
          const height = curve[i]!.amount - curve[i - 1]!.amount;
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(0);
          expect(curve[i]!.amount).toBeLessThanOrEqual(curve[i]!.people + 1e-12);
          if (width > 0) {
            expect(height / width).toBeGreaterThanOrEqual(slope - 1e-9 * (1 + slope));
            slope = height / width;
          }
        }
      }),
    );
  });

  it('does not depend on the order of the regions', () => {
    fc.assert(
      fc.property(shares, (list) => {
        expect(lorenzCurve(list.toReversed())).toEqual(lorenzCurve(list));
      }),
    );
  });

  it('puts a region without people that has something last', () => {
    const curve = lorenzCurve([
      { code: '32.09.01', people: 0, amount: 2 },
      { code: '32.09.02', people: 10, amount: 2 },
      { code: '32.09.03', people: 0, amount: 0 },
    ]);
    expect(curve.map(({ people, amount, code }) => [people, amount, code])).toEqual([
      [0, 0, null],
      [1, 0.5, '32.09.02'],
      [1, 1, '32.09.01'],
    ]);
  });
});

describe('equity among regions', () => {
  it('weighs regions by their people', () => {
    fc.assert(
      fc.property(shares, (list) => {
        const peopled = list.filter(({ people }) => people > 0);
        const rates = peopled.map(({ people, amount }) => amount / people);
        const weights = peopled.map(({ people }) => people);
        const found = equityOf(peopled);
        for (const [ours, expected] of [
          [found.gini, gini(rates, weights)],
          [found.palma, palmaRatio(rates, weights)],
          [found.maxOverMin, maxMinRatio(rates)],
        ] as const) {
          if (expected === null) expect(ours).toBeNull();
          else expect(ours! / (expected || 1)).toBeCloseTo(expected ? 1 : 0, 8);
        }
      }),
    );
  });

  it('knows nothing where there is nothing', () => {
    expect(equityOf([])).toEqual({ gini: null, palma: null, maxOverMin: null, lorenz: [] });
    expect(equityOf([{ code: '32.09.01', people: 5, amount: 0 }])).toMatchObject({ gini: null, palma: null });
  });
});
