import { expect, test } from 'vitest';
import type { RuleFinding } from '#analysis';
import { remediesFor, type RemedyGrounds } from '../../../data/analysis/remedies.ts';

const failed = (test: RuleFinding['test'], actual = 1): RuleFinding =>
  test === 'radius' || test === 'travel'
    ? { test, outcome: 'failed', actual: 0.5, required: 1, shortfall: 0.5, unit: 'share' }
    : { test, outcome: 'failed', actual, required: 9, shortfall: 9 - actual, unit: 'units' };
const met = (test: RuleFinding['test']): RuleFinding => ({
  ...failed(test),
  outcome: 'met',
  actual: 1,
  shortfall: null,
});
const remedies = (findings: readonly RuleFinding[], grounds: Partial<RemedyGrounds> = {}) =>
  remediesFor({
    findings,
    isKinMissing: false,
    isAnyUnplaced: false,
    isProjectPlanned: false,
    isForeignInReach: false,
    crossBorder: true,
    isRoadToBlame: false,
    ...grounds,
  });

test('a ratio that fails alone asks for room, not for another building', () => {
  expect(remedies([failed('ratio')])).toEqual(['enlarge-facility']);
  expect(remedies([failed('ratio'), met('radius')])).toEqual(['enlarge-facility']);
  expect(remedies([failed('capacity'), met('travel')])).toEqual(['enlarge-facility']);
});
test('people out of reach, or a region without its minimum, are what is built for', () => {
  expect(remedies([failed('ratio'), failed('radius')])).toEqual(['build-facility']);
  expect(remedies([met('ratio'), failed('travel')])).toEqual(['build-facility']);
  expect(remedies([failed('perRegion', 0)])).toEqual(['build-facility']);
});
test('where no unit stands and none is known to be near, there is nothing to enlarge', () => {
  expect(remedies([failed('ratio', 0)])).toEqual(['build-facility']);
  expect(remedies([failed('ratio', 0), met('radius')])).toEqual(['enlarge-facility']);
});
test('a kind that serves the same people and is not in the data comes first, but lacks nothing where all is met', () => {
  expect(remedies([failed('ratio'), failed('radius')], { isKinMissing: true })).toEqual([
    'complete-data',
    'build-facility',
  ]);
  expect(remedies([met('ratio')], { isKinMissing: true })).toEqual(['none']);
});
