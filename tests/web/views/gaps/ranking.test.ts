import { expect, test } from 'vitest';
import { rankedValues } from '../../../../web/views/gaps/ranking.ts';

const items = (values: Readonly<Record<string, number | null>>) =>
  Object.entries(values).map(([name, value]) => ({ code: name, name, population: 1, value }));
const order = (values: Readonly<Record<string, number | null>>, lowIsWorse: boolean) =>
  rankedValues({ items: items(values), lowIsWorse }, (a, b) => a.localeCompare(b, 'id')).map(
    ({ item, rank, isTied }) => [item.name, rank, isTied] as const,
  );

test('worst first, ties share a rank, what is not known has none', () => {
  expect(order({ Depok: null, Beber: 2, Arjawinangun: 2, Ciledug: 9 }, false)).toEqual([
    ['Ciledug', 1, false],
    ['Arjawinangun', 2, true],
    ['Beber', 2, true],
  ]);
});
test('of equal values the region with more people stands first, and shares the rank', () => {
  const people = { Beber: 40_000, Arjawinangun: 30_000 };
  const tied = Object.entries(people).map(([name, population]) => ({ code: name, name, population, value: 2 }));
  const ranked = rankedValues({ items: tied, lowIsWorse: false }, (a, b) => a.localeCompare(b, 'id'));
  expect(ranked.map(({ item, rank }) => [item.name, rank])).toEqual([
    ['Beber', 1],
    ['Arjawinangun', 1],
  ]);
});
test('of a measure where little is bad the smallest leads', () => {
  expect(order({ A: 0.4, B: 0, C: 0.1 }, true).map(([name]) => name)).toEqual(['B', 'C', 'A']);
});
test('regions without any unit are tied at the top', () => {
  expect(order({ B: Infinity, A: Infinity, C: 5 }, false)).toEqual([
    ['A', 1, true],
    ['B', 1, true],
    ['C', 3, false],
  ]);
});
