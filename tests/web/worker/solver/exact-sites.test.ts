import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { greedySites, type SiteConditions } from '#analysis';
import { exactSites } from '../../../../web/worker/solver/exact-sites.ts';
import { seededRandom } from '../../../bench/travel.ts';
import {
  bruteForce,
  keeps,
  problemOf,
  rawPeople,
  rawScore,
  rawValue,
  smallSites,
  type SmallSites,
} from '../../../data/analysis/siting/small-sites.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const solve = (sites: SmallSites, conditions: Partial<SiteConditions>) => {
  const problem = problemOf(sites, conditions);
  return exactSites(highs, problem, { seconds: 30, from: greedySites(problem) });
};

const conditions = fc.record({
  objective: fc.constantFrom('most-people' as const, 'fewest-sites' as const, 'least-travel' as const),
  count: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
  budget: fc.option(fc.integer({ min: 2_000_000, max: 40_000_000 }), { nil: null }),
  minimum: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }).map((of) => Int32Array.from(of)),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  floors: fc.double({ min: 0, max: 0.6, noNaN: true }),
  equity: fc.constantFrom(0, 0, 0.3, 0.7, 1),
});

/** Targets as people: some are more than all places reach, so that there is nothing to find. */
function withTargets(
  sites: SmallSites,
  { share, floors, ...given }: typeof conditions extends fc.Arbitrary<infer T> ? T : never,
) {
  const people = rawPeople(sites);
  return {
    ...given,
    need: Math.floor(share * (people[0]! + people[1]! + people[2]!)),
    floor: Float64Array.from(people, (of) => Math.floor(floors * of)),
  };
}

test('what is proven best is the best of all subsets, and nothing is claimed where no subset keeps the conditions', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 9 }),
      conditions,
      (seed, options, given) => {
        const sites = smallSites(seededRandom(seed), 40, options);
        const asked = withTargets(sites, given);
        const expected = bruteForce(sites, asked);
        const { status, best, bound } = solve(sites, asked);
        if (expected === null) {
          expect([status, best]).toEqual(['infeasible', null]);
          return;
        }
        expect(status).toBe('optimal');
        expect(keeps(sites, asked, best!.chosen)).toBe(true);
        expect(rawScore(sites, asked, best!.chosen)).toBeCloseTo(best!.score, 6);
        const tolerance = 2e-6 * Math.abs(expected) + 1e-9;
        expect(Math.abs(best!.score - expected)).toBeLessThanOrEqual(tolerance);
        expect(bound).toBeGreaterThanOrEqual(expected - tolerance);
      },
    ),
    { numRuns: 120 },
  );
});

test('greedy keeps the conditions, and is never better than what is proven', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), conditions, (seed, given) => {
      const sites = smallSites(seededRandom(seed), 60, 10);
      const asked = withTargets(sites, given);
      const greedy = greedySites(problemOf(sites, asked));
      if (!greedy) return;
      expect(keeps(sites, asked, greedy.chosen)).toBe(true);
      expect(greedy.score).toBeCloseTo(rawScore(sites, asked, greedy.chosen), 6);
      const { best } = solve(sites, asked);
      expect(greedy.score).toBeLessThanOrEqual(best!.score + 1e-6 * Math.abs(best!.score));
    }),
    { numRuns: 60 },
  );
});

test('as the dial rises the worst served never have less, nor all together more', () => {
  let moved = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const sites = smallSites(seededRandom(seed), 80, 10);
    const people = rawPeople(sites);
    const found = [0, 0.2, 0.4, 0.6, 0.8, 1].map((equity) => {
      const value = rawValue(sites, 'most-people', solve(sites, { count: 3, equity }).best!.chosen);
      return { least: Math.min(...value.map((of, k) => of / people[k]!)), sum: value[0]! + value[1]! + value[2]! };
    });
    for (let at = 1; at < found.length; at++) {
      expect(found[at]!.least).toBeGreaterThanOrEqual(found[at - 1]!.least);
      expect(found[at]!.sum).toBeLessThanOrEqual(found[at - 1]!.sum);
    }
    if (found.at(-1)!.least > found[0]!.least) moved += 1;
  }
  // A dial that never did anything would pass as well.
  expect(moved).toBeGreaterThan(3);
});

test('without time the best so far comes with a bound that is one', () => {
  const sites = smallSites(seededRandom(5), 60, 9);
  const problem = problemOf(sites, { count: 3 });
  const greedy = greedySites(problem);
  const { status, best, bound } = exactSites(highs, problem, { seconds: 0, from: greedy });
  expect(status).toBe('feasible');
  expect(best!.score).toBeGreaterThanOrEqual(greedy!.score);
  expect(bound).toBeGreaterThan(bruteForce(sites, { count: 3 })!);
});

const hasGlpsol = spawnSync('glpsol', ['--version']).status === 0;
if (!hasGlpsol) console.warn('glpsol is not there (Debian: glpk-utils): the independent solver is not asked');

describe.skipIf(!hasGlpsol)('an independent solver on the textbook program, cell by cell', () => {
  const cases = Array.from({ length: 20 }, (_, seed) => seed + 1);
  test.each(cases)('finds the same, seed %i', (seed) => {
    const made = smallSites(seededRandom(1000 + seed), 90, 18);
    // Whole tens: glpsol takes 0.99999 for a whole place, and would so find room for another in a budget of millions.
    const sites = { ...made, rupiah: made.rupiah.map((cost) => Math.floor(cost / 1_000_000) * 10) };
    const total = rawPeople(sites).reduce((sum, of) => sum + of, 0);
    const kinds: Partial<SiteConditions>[] = [
      { objective: 'most-people', count: 4 },
      { objective: 'most-people', budget: 310, minimum: Int32Array.of(1, 0, 1) },
      { objective: 'fewest-sites', need: Math.ceil(0.8 * total), floor: new Float64Array(3) },
      { objective: 'least-travel', count: 4, minimum: Int32Array.of(0, 1, 0) },
    ];
    const asked = kinds[seed % kinds.length]!;
    const theirs = glpsol(sites, asked);
    const { status, best } = solve(sites, asked);
    expect(status).toBe(theirs === null ? 'infeasible' : 'optimal');
    if (theirs !== null) expect(Math.abs(best!.score)).toBeCloseTo(theirs, 3);
  });
});

/** The objective that glpsol proves; null when it proves that there is nothing. */
function glpsol(sites: SmallSites, asked: Partial<SiteConditions>): number | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'jangkau-glpsol-'));
  try {
    const [model, report] = [path.join(folder, 'model.lp'), path.join(folder, 'report.txt')];
    writeFileSync(model, textbookProgram(sites, asked));
    const run = spawnSync('glpsol', ['--lp', model, '-o', report], { encoding: 'utf8' });
    const text = readFileSync(report, 'utf8');
    if (/Status:\s+INTEGER (EMPTY|UNDEFINED)/.test(text)) return null;
    const found = /Status:\s+INTEGER OPTIMAL[\s\S]*?Objective:\s+\S+ = (\S+)/.exec(text);
    if (!found) throw new Error(`glpsol: ${run.stdout}`);
    return Number(found[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Covering with a variable for each cell, the p-median with one for each way (CPLEX LP format). */
function textbookProgram(sites: SmallSites, asked: Partial<SiteConditions>): string {
  const options = [...sites.cost.keys()];
  const cells = [...sites.people.keys()];
  const rows: string[] = [];
  const served = cells.map((i) => `${sites.people[i]} y${i}`).join(' + ');
  let objective: string;
  let reals = '';
  if (asked.objective === 'least-travel') {
    const ways = cells.flatMap((i) => options.map((j) => ({ i, j, cost: sites.cost[j]![i]! })));
    objective = `minimize t: ${[...ways.map(({ i, j, cost }) => `${sites.people[i]! * cost} w${i}_${j}`), ...cells.map((i) => `${sites.people[i]! * sites.now[i]!} n${i}`)].join(' + ')}`;
    for (const i of cells) rows.push(`n${i} + ${options.map((j) => `w${i}_${j}`).join(' + ')} = 1`);
    for (const { i, j } of ways) rows.push(`w${i}_${j} - x${j} <= 0`);
  } else {
    for (const i of cells) {
      const reaching = options.filter((j) => sites.cost[j]![i]! <= sites.reach);
      if (sites.now[i]! > sites.reach) rows.push([`y${i}`, ...reaching.map((j) => `- x${j}`)].join(' ') + ' <= 0');
    }
    reals = cells.map((i) => `0 <= y${i} <= 1`).join('\n');
    objective =
      asked.objective === 'fewest-sites'
        ? `minimize t: ${options.map((j) => `x${j}`).join(' + ')}`
        : `maximize t: ${served}`;
    if (asked.objective === 'fewest-sites') rows.push(`${served} >= ${asked.need}`);
  }
  if (asked.count != null) rows.push(`${options.map((j) => `x${j}`).join(' + ')} <= ${asked.count}`);
  if (asked.budget != null)
    rows.push(`${options.map((j) => `${sites.rupiah[j]} x${j}`).join(' + ')} <= ${asked.budget}`);
  asked.minimum?.forEach((least, k) => {
    const inside = options.filter((j) => sites.kecamatan[j] === k);
    if (least > 0 && inside.length > 0) rows.push(`${inside.map((j) => `x${j}`).join(' + ')} >= ${least}`);
  });
  return [
    objective,
    'subject to',
    ...rows,
    ...(reals ? ['bounds', reals] : []),
    'binary',
    ...options.map((j) => `x${j}`),
    'end',
    '',
  ].join('\n');
}
