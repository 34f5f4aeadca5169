import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, classifyShares, classOf, classOfShare, histogram } from '#analysis';

/** Shortfall of SMP in the 40 kecamatan as drawn in the design: value, how many kecamatan. */
const smpShortfall = (
  [
    [-2, 1],
    [0, 1],
    [4, 2],
    [5, 3],
    [6, 5],
    [7, 6],
    [8, 2],
    [9, 8],
    [10, 4],
    [11, 1],
    [12, 5],
    [13, 1],
    [14, 1],
  ] as const
).flatMap(([value, count]) => Array.from({ length: count }, () => value as number));

describe('classes of whole numbers', () => {
  it('of the SMP example are five, beside enough, and add up to 40', () => {
    const legend = classify(smpShortfall);
    expect(legend.classes.map(({ from, to, count }) => [from, to, count])).toEqual([
      [1, 5, 5],
      [6, 7, 11],
      [8, 9, 10],
      [10, 11, 5],
      [12, 14, 7],
    ]);
    expect(legend).toMatchObject({ enough: 2, surplus: 1, noData: 0, total: 40 });
  });

  it('are fewer where there are fewer different values, and none without any', () => {
    expect(classify([3, 3, 1, null]).classes).toEqual([
      { number: 1, from: 1, to: 1, count: 1 },
      { number: 2, from: 2, to: 3, count: 2 },
    ]);
    expect(classify([null, 0, -4])).toEqual({ classes: [], enough: 2, surplus: 1, noData: 1, total: 3 });
    expect(classify([])).toEqual({ classes: [], enough: 0, surplus: 0, noData: 0, total: 0 });
  });

  it('end at round numbers when the values are large', () => {
    const ends = (largest: number) =>
      classify(Array.from({ length: 200 }, (_, i) => Math.round((largest * (i + 1)) / 200))).classes.map(
        ({ to }) => to,
      );
    for (const to of ends(137)) expect(to % 5).toBe(0);
    for (const to of ends(2_000)) expect(to % 100).toBe(0);
    for (const to of ends(103_740)) expect(to % 5_000).toBe(0);
  });

  it('keep values together that lie together', () => {
    const legend = classify([1, 2, 2, 30, 31, 31, 70, 71], 3);
    expect(legend.classes.map(({ to, count }) => [to, count])).toEqual([
      [2, 3],
      [31, 3],
      [71, 2],
    ]);
  });

  it('count every value once, agree with classOf, and leave no gap', () => {
    const value = fc.option(fc.oneof(fc.integer({ min: -5, max: 30 }), fc.integer({ min: -50, max: 200_000 })));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), fc.integer({ min: 1, max: 7 }), (values, maximum) => {
        const legend = classify(values, maximum);
        const { classes, enough, noData, total } = legend;
        expect(classes.length).toBeLessThanOrEqual(maximum);
        expect(classes.reduce((sum, { count }) => sum + count, enough + noData)).toBe(values.length);
        expect(total).toBe(values.length);
        classes.forEach(({ from, to, number, count }, i) => {
          expect(from).toBe(i === 0 ? 1 : classes[i - 1]!.to + 1);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(count).toBeGreaterThan(0);
          expect(values.filter((one) => classOf(one, legend) === number)).toHaveLength(count);
        });
        expect(values.filter((one) => classOf(one, legend) === 'no-data')).toHaveLength(noData);
      }),
    );
  });

  it('still hold values that changed after the breaks were made', () => {
    const legend = classify([1, 5, 9], 2);
    expect(classOf(40, legend)).toBe(2);
    expect(classOf(-1, legend)).toBe('enough');
  });

  it('are not made of halves', () => {
    expect(() => classify([1.5])).toThrow('1.5 is not a whole number');
    expect(() => classify([1], 0)).toThrow('maximumClasses');
  });
});

describe('classes of shares', () => {
  it('are whole percents, the best share first, and only everybody is 100 %', () => {
    const shares = [1, 0.9999, 0.995, 0.8, 0.79, 0.5, 0.29, 0, null];
    const legend = classifyShares(shares);
    expect(legend).toMatchObject({ enough: 1, noData: 1, total: 9 });
    expect(legend.classes.map(({ from, to, count }) => [from, to, count])).toEqual([
      [95, 99, 2],
      [75, 94, 2],
      [50, 74, 1],
      [25, 49, 1],
      [0, 24, 1],
    ]);
    expect(classOfShare(0.9999, legend)).toBe(1);
    expect(classOfShare(1, legend)).toBe('enough');
  });

  it('count every share once and agree with classOfShare', () => {
    const share = fc.option(
      fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      ),
    );
    fc.assert(
      fc.property(fc.array(share, { maxLength: 60 }), (shares) => {
        const legend = classifyShares(shares);
        const counted = legend.classes.reduce((sum, { count }) => sum + count, legend.enough + legend.noData);
        expect(counted).toBe(shares.length);
        for (const { number, count } of legend.classes) {
          expect(shares.filter((one) => classOfShare(one, legend) === number)).toHaveLength(count);
        }
        for (const one of shares) {
          const found = legend.classes.find(({ number }) => number === classOfShare(one, legend));
          if (!found) continue;
          expect(Math.floor(one! * 100 + 1e-9)).toBeGreaterThanOrEqual(found.from);
          expect(Math.floor(one! * 100 + 1e-9)).toBeLessThanOrEqual(found.to);
        }
      }),
    );
  });

  it('are not made of percents', () => {
    expect(() => classifyShares([85])).toThrow('85 is not a share');
  });
});

describe('the histogram', () => {
  it('has a bar for every whole number between the ends', () => {
    expect(histogram([3, 1, 1, null, -1])).toEqual([
      { value: -1, count: 1 },
      { value: 0, count: 0 },
      { value: 1, count: 2 },
      { value: 2, count: 0 },
      { value: 3, count: 1 },
    ]);
    expect(histogram(smpShortfall).reduce((sum, { count }) => sum + count, 0)).toBe(40);
  });

  it('of nothing has no bars, and of far-off values is refused', () => {
    expect(histogram([null])).toEqual([]);
    expect(() => histogram([0, 2_000_000])).toThrow('no histogram');
  });
});
