import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenBy, greedySites, siteSet, valueOf } from '#analysis';
import { seededRandom } from '../../../bench/travel.ts';
import { madeRegency } from '../../../bench/made-sites.ts';
import { problemOf, rawValue, smallSites } from './small-sites.ts';

const seeds = fc.integer({ min: 1, max: 1e9 });
const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, of) => sum + of, 0);

test('rows hold the same people as the cells: every set has the value that the cells say', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.constantFrom('most-people' as const, 'least-travel' as const),
      fc.array(fc.nat(8)),
      (seed, objective, options) => {
        const sites = smallSites(seededRandom(seed), 50, 9);
        const chosen = [...new Set(options)];
        expect([...valueOf(problemOf(sites, { objective }), chosen)]).toEqual(rawValue(sites, objective, chosen));
      },
    ),
  );
});

test('cells that the same places reach are one row of their desa, and no row repeats', () => {
  const { rows } = problemOf(smallSites(seededRandom(3), 400, 6), {});
  const names = Array.from(rows.people, (_, row) =>
    [rows.group[row], ...rows.option.slice(rows.first[row], rows.first[row + 1])].join(),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThan(150);
});

test('together places gain at most what each gains alone', () => {
  fc.assert(
    fc.property(seeds, fc.uniqueArray(fc.nat(8)), (seed, chosen) => {
      const problem = problemOf(smallSites(seededRandom(seed), 50, 9), {});
      const gained = (options: readonly number[]): number => sumOf(valueOf(problem, options)) - sumOf(problem.base);
      expect(gained(chosen)).toBeLessThanOrEqual(chosen.reduce((sum, option) => sum + gained([option]), 0));
    }),
  );
});

test('greedy under a budget does not lose to a single place that it cannot afford any more', () => {
  // One place serves 90 for the whole budget, another 10 for a hundredth of it.
  const sites = {
    people: [90, 10],
    group: [0, 1],
    now: [99, 99],
    reach: 20,
    kecamatanOfGroup: [0, 0, 1, 1, 2, 2],
    cost: [
      [0, 50],
      [50, 0],
    ],
    kecamatan: [0, 0],
    rupiah: [1000, 10],
  };
  expect(greedySites(problemOf(sites, { budget: 1000 }))!.chosen).toEqual([0]);
});

test('a kecamatan gets the places that it must have, even where they serve nobody', () => {
  const sites = { ...smallSites(seededRandom(4), 60, 9), now: Array.from({ length: 60 }, () => 0) };
  const minimum = Int32Array.of(1, 1, 1);
  const found = greedySites(problemOf(sites, { count: 3, minimum }));
  expect(found!.chosen.map((option) => sites.kecamatan[option]).sort()).toEqual([0, 1, 2]);
  expect(greedySites(problemOf(sites, { count: 2, minimum }))).toBe(null);
});

test('a set that breaks a condition is no set, and says which', () => {
  const sites = smallSites(seededRandom(6), 60, 9);
  const problem = problemOf(sites, { count: 1, budget: sites.rupiah[0]! });
  expect(siteSet(problem, [0, 1])).toBe(null);
  expect(brokenBy(problem, problem.base, [0, 1])).toBe('count');
  expect(siteSet(problem, [0])!.chosen).toEqual([0]);
});

test('greedy answers for a whole regency while somebody looks on', () => {
  const problem = madeRegency(seededRandom(7), 60)({ count: 10 });
  greedySites(problem);
  const begin = performance.now();
  const found = greedySites(problem)!;
  // 424 candidates, 100,000 cells; it takes some 20 ms, and other tests run beside it.
  expect(performance.now() - begin).toBeLessThan(1000);
  expect(found.chosen).toHaveLength(10);
  expect(found.score).toBeGreaterThan(sumOf(problem.base));
});
