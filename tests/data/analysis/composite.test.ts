import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compositeScores, type ScoredPart } from '#analysis';

const weights = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 0, maxLength: 4 })
  .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
  .map((cuts) => cuts.slice(1).map((cut, i) => cut - cuts[i]!));
const parts = (value: fc.Arbitrary<number | null>) =>
  fc.tuple(weights, fc.integer({ min: 1, max: 12 })).chain(([percents, regions]) =>
    fc.tuple(
      ...percents.map((weightPercent) =>
        fc.record({
          values: fc.array(value, { minLength: regions, maxLength: regions }),
          higherIsWorse: fc.boolean(),
          weightPercent: fc.constant(weightPercent),
        }),
      ),
    ),
  ) as fc.Arbitrary<ScoredPart[]>;
const known = fc.integer({ min: -1000, max: 1000 });

describe('composite scores', () => {
  it('run from 0, best, to 100, worst, and are the weighted mean of the parts', () => {
    const { score, parts: scaled } = compositeScores([
      { values: [10, 20, 30], higherIsWorse: true, weightPercent: 75 },
      { values: [0.5, 1, 0.75], higherIsWorse: false, weightPercent: 25 },
    ]);
    expect(scaled).toEqual([
      [0, 50, 100],
      [100, 0, 50],
    ]);
    expect(score).toEqual([25, 37.5, 87.5]);
  });

  it('lie from 0 to 100, with the best region of a part at 0 and its worst at 100 unless all are equal', () => {
    fc.assert(
      fc.property(parts(known), (given) => {
        const { score, parts: scaled } = compositeScores(given);
        for (const value of score) {
          expect(value!).toBeGreaterThanOrEqual(0);
          expect(value!).toBeLessThanOrEqual(100);
        }
        for (const [i, { values }] of given.entries()) {
          expect(Math.min(...(scaled[i] as number[]))).toBe(0);
          expect(Math.max(...(scaled[i] as number[]))).toBe(new Set(values).size > 1 ? 100 : 0);
        }
        score.forEach((value, region) => {
          const mean = given.reduce((sum, part, i) => sum + (part.weightPercent / 100) * scaled[i]![region]!, 0);
          expect(value).toBeCloseTo(mean, 9);
        });
      }),
    );
  });

  it('never rank a region better that is worse in one part and nowhere better', () => {
    fc.assert(
      fc.property(parts(known), (given) => {
        const { score } = compositeScores(given);
        const count = score.length;
        for (let a = 0; a < count; a++) {
          for (let b = 0; b < count; b++) {
            const isNowhereBetter = given.every(({ values, higherIsWorse }) =>
              higherIsWorse ? values[a]! >= values[b]! : values[a]! <= values[b]!,
            );
            if (isNowhereBetter) expect(score[a]!).toBeGreaterThanOrEqual(score[b]! - 1e-9);
          }
        }
      }),
    );
  });

  it('do not depend on the order of parts or regions, nor on the unit of a part', () => {
    fc.assert(
      fc.property(parts(known), fc.integer({ min: 2, max: 60 }), (given, unit) => {
        const { score } = compositeScores(given);
        const close = (other: readonly (number | null)[]) =>
          other.forEach((value, i) => expect(value).toBeCloseTo(score[i]!, 9));
        close(compositeScores(given.toReversed()).score);
        close(compositeScores(given.map((part) => ({ ...part, values: part.values.toReversed() }))).score.toReversed());
        close(compositeScores(given.map((part) => ({ ...part, values: part.values.map((v) => v! * unit + 5) }))).score);
        close(
          compositeScores(
            given.map((part) => ({
              ...part,
              values: part.values.map((value) => -value!),
              higherIsWorse: !part.higherIsWorse,
            })),
          ).score,
        );
      }),
    );
  });

  it('are not known where any part is not known, and the others keep their scale', () => {
    fc.assert(
      fc.property(parts(fc.option(known, { freq: 3 })), (given) => {
        const { score } = compositeScores(given);
        score.forEach((value, region) =>
          expect(value === null).toBe(given.some(({ values }) => values[region] === null)),
        );
      }),
    );
  });

  it('count no unit at all as the worst, without squeezing the others', () => {
    const { score } = compositeScores([{ values: [100, 300, Infinity, 200], higherIsWorse: true, weightPercent: 100 }]);
    expect(score).toEqual([0, 100, 100, 50]);
    const onlyOne = compositeScores([{ values: [100, Infinity], higherIsWorse: true, weightPercent: 100 }]);
    expect(onlyOne.score).toEqual([0, 100]);
  });

  it('refuse weights that are not whole percent or do not sum to 100', () => {
    const part = (weightPercent: number, values: number[] = [1, 2]): ScoredPart => ({
      values,
      higherIsWorse: true,
      weightPercent,
    });
    expect(() => compositeScores([part(60), part(30)])).toThrow('weights sum to 90 %, not to 100 %');
    expect(() => compositeScores([])).toThrow('sum to 0 %');
    expect(() => compositeScores([part(33.3), part(66.7)])).toThrow('weight 33.3 of part 1');
    expect(() => compositeScores([part(120), part(-20)])).toThrow('weight 120 of part 1');
    expect(() => compositeScores([part(50), part(50, [1])])).toThrow('part 2 has 1 values, part 1 has 2');
    expect(() => compositeScores([part(100, [1, NaN])])).toThrow('not a number');
  });
});
