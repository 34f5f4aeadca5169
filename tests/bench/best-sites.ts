// The best sites of 424 candidates for 100,000 cells: greedy, and proven with the gap and what the proof gains over greedy.
import loadHighs from 'highs';
import { greedySites, type SiteConditions } from '#analysis';
import { exactSites } from '../../web/worker/solver/exact-sites.ts';
import { gapOf } from '../../web/worker/solver/site-search.ts';
import { madeRegency } from './made-sites.ts';
import { median, type BenchResult } from './result.ts';
import { seededRandom } from './travel.ts';

const FACILITIES = 60;
const SECONDS = 120;
const rounds = 7;

export async function bench(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  const problemWith = madeRegency(seededRandom(7), FACILITIES);
  const results: BenchResult[] = [];
  if (isWanted('greedy-10')) {
    const problem = problemWith({ count: 10 });
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const begin = performance.now();
      greedySites(problem);
      if (round > 0) times.push(performance.now() - begin);
    }
    const note = `424 candidates, 100,000 cells in ${problem.rows.people.length} rows; median of ${rounds}`;
    results.push(row('greedy-10', median(times), note));
  }
  const proofs: readonly (readonly [name: string, conditions: Partial<SiteConditions>])[] = [
    ['exact-mclp-10', { count: 10 }],
    ['exact-budget', { budget: 30_000_000_000 }],
  ];
  for (const [name, conditions] of proofs) {
    if (!isWanted(name)) continue;
    const highs = await loadHighs();
    const problem = problemWith(conditions);
    const begin = performance.now();
    const greedy = greedySites(problem);
    const { status, best, bound } = exactSites(highs, problem, { seconds: SECONDS, from: greedy });
    const milliseconds = performance.now() - begin;
    if (!best || !greedy) throw new Error(`${name}: nothing was found`);
    const before = problem.base.reduce((sum, of) => sum + of, 0);
    const note =
      `${status}, gap ${(100 * gapOf(best.score, bound)).toFixed(4)} %, ${best.chosen.length} sites; ` +
      `gains ${best.score - before} people, greedy ${greedy.score - before}`;
    results.push(row(name, milliseconds, note));
  }
  return results;
}

function row(name: string, milliseconds: number, note: string): BenchResult {
  const ours = Number(milliseconds.toPrecision(4));
  return { name, unit: 'ms', ours, other: null, otherName: null, ratio: null, note };
}
