import { expect, test } from 'vitest';
import {
  comparedRegions,
  countChanges,
  divergingStep,
  firstOtherSide,
  largestDifference,
} from '../../../../web/views/gaps/comparison.ts';
import type { ServiceStandard } from '#model/standard';
import { INITIAL_GAPS } from '../../../../web/state/url-codec.ts';
import type { GapsReply } from '../../../../web/worker/questions.ts';
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

test('what is compared first can differ: another rule, else another year, else other facilities', () => {
  const rule = (id: string, peoplePerUnit: number) => ({ id, tests: { ratio: { peoplePerUnit } } }) as ServiceStandard;
  const [sni, same, law] = [rule('SNI', 4800), rule('SNI-2', 4800), rule('P24', 2000)];
  const reply = {
    register: { dataset: 'a' },
    registers: [
      { dataset: 'a', inUse: true },
      { dataset: 'b', inUse: false },
    ],
    ownerCounts: { negeri: 2, swasta: 3, 'tidak-diketahui': 0 },
    kemenagCount: null,
    borderCount: 0,
  } as unknown as GapsReply;
  const first = (measure: 'unit' | 'ratio' | 'radius') =>
    firstOtherSide(INITIAL_GAPS, sni, measure, [sni, same, law], reply);
  expect(first('unit')).toMatchObject({ standard: 'P24', register: null });
  expect(first('ratio')).toMatchObject({ standard: 'SNI', register: 'b' });
  expect(first('radius')).toMatchObject({ standard: 'SNI', register: null });
  expect(first('radius').owners).not.toContain('swasta');
});
