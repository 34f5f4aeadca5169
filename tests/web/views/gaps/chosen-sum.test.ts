import { expect, test } from 'vitest';
import { sumOfChosen } from '../../../../web/views/gaps/chosen-sum.ts';
import type { GapItem } from '../../../../web/views/gaps/gaps-model.ts';

const item = (values: Partial<GapItem>): GapItem =>
  ({
    population: null,
    need: null,
    available: null,
    gap: null,
    servedPeople: null,
    servedShare: null,
    travel: null,
    ...values,
  }) as GapItem;

test('what is missing and what is too much are summed apart: a surplus serves nobody elsewhere', () => {
  const sum = sumOfChosen([
    item({ population: 58_908, need: 13, available: 9, gap: 4 }),
    item({ population: 4800, need: 1, available: 3, gap: -2 }),
    item({ population: 9600, need: 2, available: 2, gap: 0 }),
  ]);
  expect([sum.count, sum.population.value, sum.need.value, sum.available.value]).toEqual([3, 73_308, 16, 14]);
  expect([sum.missing.value, sum.surplus.value]).toEqual([4, 2]);
});

test('a sum says how many regions are not in it, and is not known when none is', () => {
  const sum = sumOfChosen([item({ population: 1000, need: 1 }), item({ population: null, need: 2 })]);
  expect(sum.population).toEqual({ value: 1000, missing: 1 });
  expect(sum.need).toEqual({ value: 3, missing: 0 });
  expect(sum.available).toEqual({ value: null, missing: 2 });
  expect([sum.missing, sum.surplus]).toEqual([
    { value: null, missing: 2 },
    { value: null, missing: 2 },
  ]);
});

test('the share served is one of the people of whom it is known', () => {
  const sum = sumOfChosen([
    item({ population: 1000, servedPeople: 900 }),
    item({ population: 3000, servedPeople: 300 }),
    item({ population: 500_000 }),
    item({ servedPeople: 7 }),
  ]);
  expect(sum.servedShare).toBe(0.3);
  expect(sumOfChosen([item({ population: 0, servedPeople: 0 })]).servedShare).toBeNull();
});

test('people too far from any road are counted apart from those reached', () => {
  const sum = sumOfChosen([
    item({ travel: { bands: [100, 20, 5, 0, 40], reachedPeople: 120, reachedShare: 0.96 } }),
    item({ travel: { bands: [0, 0, 0, 10, 0], reachedPeople: 0, reachedShare: 0 } }),
    item({}),
  ]);
  expect(sum.reachedPeople).toEqual({ value: 120, missing: 1 });
  expect(sum.unplacedPeople).toEqual({ value: 40, missing: 1 });
});

test('of nothing chosen nothing is known', () => {
  const sum = sumOfChosen([]);
  expect([sum.count, sum.population]).toEqual([0, { value: null, missing: 0 }]);
});
