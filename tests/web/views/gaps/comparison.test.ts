import { expect, test } from 'vitest';
import {
  comparedRegions,
  countChanges,
  divergingStep,
  largestDifference,
} from '../../../../web/views/gaps/comparison.ts';
import type { RegionFigure } from '../../../../web/views/gaps/region-figure.ts';

const figure = (
  measure: RegionFigure['measure'],
  values: readonly (number | null)[],
  change: Partial<RegionFigure> = {},
): RegionFigure =>
  ({
    measure,
    level: 'kecamatan',
    lowIsWorse: measure === 'capacity',
    items: values.map((value, at) => ({ code: `32.09.0${at}`, name: `${at}`, population: 1, value })),
    ...change,
  }) as RegionFigure;

test('fewer missing units are better, more are worse, unknown says nothing', () => {
  const compared = comparedRegions(figure('unit', [8, 3, 5, null]), figure('unit', [6, 3, 9, 1]));
  expect(compared.map((item) => [item.difference, item.change])).toEqual([
    [-2, 'better'],
    [0, 'same'],
    [4, 'worse'],
    [null, null],
  ]);
  expect(countChanges(compared)).toEqual({ better: 1, worse: 1, same: 1, unknown: 1 });
  expect(largestDifference(compared)).toBe(4);
  expect(compared.map((item) => divergingStep(item, 4))).toEqual([2, 0, -3, null]);
});
test('more capacity is better', () => {
  expect(comparedRegions(figure('capacity', [0.1]), figure('capacity', [0.3]))[0]).toMatchObject({
    difference: 0.2,
    change: 'better',
  });
});
test('the first unit of a region without any is an improvement, though no difference can be said', () => {
  expect(comparedRegions(figure('ratio', [Infinity, Infinity]), figure('ratio', [9000, Infinity]))).toMatchObject([
    { difference: null, change: 'better' },
    { difference: null, change: 'same' },
  ]);
});
test('different measures are shown side by side and never subtracted', () => {
  const compared = comparedRegions(figure('unit', [8]), figure('radius', [20]));
  expect(compared[0]).toMatchObject({ first: 8, second: 20, difference: null, change: null });
});
