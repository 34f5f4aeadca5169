import { expect, test } from 'vitest';
import type { Assessment } from '#analysis';
import { sharesOf } from '../../../web/worker/measure-values.ts';

const item = (code: string, population: number | null, travel: Assessment['travel']): Assessment => ({
  region: { code, name: code, level: 'kecamatan' },
  population,
  need: 2,
  available: 3,
  gap: -1,
  needExact: 1.5,
  peoplePerUnit: null,
  servedShare: 0.5,
  servedPeople: population === null ? null : population / 2,
  unplaced: 0,
  byOwner: { negeri: 3, swasta: 0, 'tidak-diketahui': 0 },
  perRegion: null,
  travel: travel ?? null,
});
const half = item('99.01.01', 1000, { bands: [100, 200, 150, 50, 500], reachedPeople: 250, reachedShare: 0.5 });

test('people of the travel curve are those who can be placed, so that its rates are the published shares', () => {
  expect(sharesOf([half], 'travel')).toEqual([{ code: '99.01.01', people: 500, amount: 250 }]);
  expect(sharesOf([half], 'radius')).toEqual([{ code: '99.01.01', people: 1000, amount: 500 }]);
  expect(sharesOf([half], 'unit')).toEqual([{ code: '99.01.01', people: 1000, amount: 3 }]);
});

test('what is not known is left out of the curve', () => {
  expect(sharesOf([item('99.01.02', null, null), half], 'travel')).toHaveLength(1);
  expect(sharesOf([item('99.01.02', 800, null)], 'travel')).toBeNull();
});
