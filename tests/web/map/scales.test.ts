import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classOf,
  classVariable,
  coloursOf,
  legendRows,
  needBounds,
  roundsAcrossBound,
  scaleOf,
} from '../../../web/map/scales.ts';
import { THEMES } from '../../../web/map/theme.ts';

const gaps = [
  14,
  13,
  12,
  12,
  12,
  12,
  12,
  11,
  10,
  10,
  10,
  10,
  ...Array<number>(16).fill(8),
  6,
  6,
  6,
  5,
  5,
  5,
  5,
  5,
  4,
  3,
  0,
  -2,
];

describe('a scale', () => {
  const scale = scaleOf(gaps, { upperBounds: [0, 4, 6, 9, 11] });

  test('counts every region once: 7, 5, 16, 8, 2 and 2 of 40', () => {
    expect(legendRows(scale).map((row) => row.count)).toEqual([7, 5, 16, 8, 2, 2]);
    expect(scale.total).toBe(40);
    expect(scale.noData).toBe(0);
  });

  test('says its bounds in whole numbers that do not touch', () => {
    expect(legendRows(scale).map((row) => [row.from, row.to])).toEqual([
      [12, 14],
      [10, 11],
      [7, 9],
      [5, 6],
      [1, 4],
      [-2, 0],
    ]);
  });

  test('puts a value on a bound into the class below it', () => {
    expect([0, 1, 4, 5, 11, 12, 99].map((value) => classOf(value, scale))).toEqual([0, 1, 1, 2, 4, 5, 5]);
  });

  test('keeps missing apart and never makes it zero', () => {
    expect(classOf(null, scale)).toBeNull();
    const withMissing = scaleOf([null, 0, null], { upperBounds: [0] });
    expect(withMissing.noData).toBe(2);
    expect(withMissing.classes.map((c) => c.count)).toEqual([1, 0]);
  });

  test('counts always add up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -50, max: 500 }), { nil: null })),
        fc.uniqueArray(fc.integer({ min: -20, max: 200 }), { maxLength: 5 }),
        (values, bounds) => {
          const any = scaleOf(values, { upperBounds: bounds.toSorted((a, b) => a - b) });
          return (
            any.classes.reduce((sum, c) => sum + c.count, any.noData) === values.length &&
            values.every((v) => v === null || any.classes[classOf(v, any) as number] !== undefined)
          );
        },
      ),
    );
  });

  test('spreads few classes over the whole ramp, and turns it where a low share is the need', () => {
    expect(scaleOf([], { upperBounds: [0, 5] }).classes.map((c) => c.colour)).toEqual([0, 3, 5]);
    expect(
      scaleOf([], { upperBounds: [0.25, 0.5, 0.75, 0.9, 0.95], step: 0, darker: 'low' }).classes.map((c) => c.colour),
    ).toEqual([5, 4, 3, 2, 1, 0]);
  });

  test('keeps the darkest colours for what is much: one or two missing units are never above the third step', () => {
    const coloursOfCounts = (values: number[]) => {
      const counted = scaleOf(values, { upperBounds: needBounds(values) });
      return values.map((value) => counted.classes[classOf(value, counted) as number]?.colour);
    };
    expect(coloursOfCounts([0, 0, 1])).toEqual([0, 0, 2]);
    expect(coloursOfCounts([0, 1, 2])).toEqual([0, 2, 3]);
    expect(coloursOfCounts([0, 1, 2, 3])).toEqual([0, 1, 3, 4]);
    expect(coloursOfCounts([0, 30, 50])).toEqual([0, 3, 5]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }), (values) =>
        coloursOfCounts(values).every((colour, i) => (values[i] as number) > 2 || (colour as number) <= 3),
      ),
    );
  });

  test('tells where rounding would cross a bound', () => {
    const shares = scaleOf([79.8, 80.4, 85.8], { upperBounds: [5, 20, 40, 60, 80], step: 0.1 });
    expect([79.8, 80.4, 80.6, 60.2, 85.8].map((value) => roundsAcrossBound(value, shares))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test('refuses bounds that do not ascend and more classes than colours', () => {
    expect(() => scaleOf([], { upperBounds: [3, 3] })).toThrow(/ascend/);
    expect(() => scaleOf([], { upperBounds: [0, 1, 2, 3, 4, 5] })).toThrow(/1 to 6 classes/);
  });

  test('gives the map, the legend and the charts one colour', () => {
    expect(coloursOf(scale, 5, THEMES.light).fill).toBe(THEMES.light.sequential[5]);
    expect(classVariable(scale, 5)).toBe('var(--seq-5)');
    expect(classVariable(scaleOf([], { upperBounds: [-1, 0], palette: 'diverging' }), 1)).toBe('var(--div-0)');
  });
});

function groupBy(values: number[], key: (value: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}

describe('bounds for missing units', () => {
  test('begin at "enough" and ascend', () => {
    const bounds = needBounds(gaps);
    expect(bounds[0]).toBe(0);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(scaleOf(gaps, { upperBounds: bounds }).classes.every((c) => c.count > 0)).toBe(true);
  });

  test('never make more classes than there are values to tell apart', () => {
    expect(needBounds([0, 0, 1])).toEqual([0]);
    expect(needBounds([null, -1])).toEqual([0]);
    expect(needBounds([1, 2])).toEqual([0, 1]);
  });

  test('put values that stand together into one class', () => {
    expect(needBounds([1, 1, 2, 2, 10, 11, 11, 30, 31, 50, 51, 52, 55], 4)).toEqual([0, 2, 11, 31]);
  });

  test('group as well as the best of all possible groupings', () => {
    const spread = (values: number[], upperBounds: number[]) =>
      [...groupBy(values, (value) => upperBounds.findIndex((bound) => value <= bound)).values()].reduce(
        (sum, group) => {
          const mean = group.reduce((a, b) => a + b, 0) / group.length;
          return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
        },
        0,
      );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 12 }), (values) => {
        const distinct = [...new Set(values)].toSorted((a, b) => a - b).slice(0, -1);
        const pairs = distinct.flatMap((a, i) => distinct.slice(i + 1).map((b) => [a, b]));
        const best = Math.min(...(pairs.length > 0 ? pairs : [distinct]).map((bounds) => spread(values, bounds)));
        return Math.abs(spread(values, needBounds(values, 3).slice(1)) - best) < 1e-6;
      }),
    );
  });

  test('are always bounds that a scale takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -5, max: 3000 }), { nil: null })),
        (values) => scaleOf(values, { upperBounds: needBounds(values) }).total === values.length,
      ),
    );
  });
});
