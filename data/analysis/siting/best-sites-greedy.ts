import { brokenBy, equityWeight, peopleOf, scoreOf, valueOf } from './best-sites-score.ts';
import type { SiteProblem } from './best-sites-problem.ts';

/** A set that keeps every condition. */
export interface SiteSet {
  /** Rows of options, ascending. */
  readonly chosen: readonly number[];
  /** What each kecamatan has with it. */
  readonly value: Float64Array;
  /** See `scoreOf`; more is better. */
  readonly score: number;
}

/** The set as one that is known to be valued right; null where it breaks a condition. */
export function siteSet(problem: SiteProblem, options: Iterable<number>): SiteSet | null {
  const chosen = [...new Set(options)].sort((a, b) => a - b);
  const value = valueOf(problem, chosen);
  return brokenBy(problem, value, chosen) === null
    ? { chosen, value, score: scoreOf(problem, value, chosen.length) }
    : null;
}

/**
 * One place after another, each time the one that adds most: lazily (Leskovec et al., "Cost-effective outbreak detection in
 * networks", KDD 2007), because a place never adds more later than it did before. With a budget by gain per rupiah, too, and
 * against the best single place (without which a cheap trifle could keep out everything). Null when it finds nothing that keeps
 * the conditions, which does not prove that there is nothing.
 */
export function greedySites(problem: SiteProblem): SiteSet | null {
  const { conditions, options } = problem;
  const ways: readonly (() => number[])[] =
    conditions.budget === null
      ? [() => grow(problem, [], false)]
      : [() => grow(problem, [], false), () => grow(problem, [], true), () => growFromBestSingle(problem)];
  let best: SiteSet | null = null;
  for (const way of ways) {
    const found = siteSet(problem, conditions.objective === 'fewest-sites' ? withoutNeedless(problem, way()) : way());
    if (found && (!best || found.score > best.score)) best = found;
  }
  // Nothing at all is a set, too, where nothing is demanded.
  return best ?? (options.cost.length === 0 ? siteSet(problem, []) : null);
}

/** Sets that are tried at most, so that looking for a better one stays a matter of milliseconds. */
const MOST_TRIALS = 200;

/** Exchanges one place for another while that is better. */
export function improvedSites(problem: SiteProblem, from: SiteSet): SiteSet {
  let best = from;
  const rounds = Math.floor(MOST_TRIALS / Math.max(1, from.chosen.length));
  const { objective } = problem.conditions;
  for (let round = 0; round < rounds; round++) {
    let better: SiteSet | null = null;
    for (const out of best.chosen) {
      const rest = best.chosen.filter((option) => option !== out);
      const grown = grow(problem, rest, false);
      const found = siteSet(problem, objective === 'fewest-sites' ? withoutNeedless(problem, grown) : grown);
      if (found && found.score > (better ?? best).score) better = found;
    }
    if (!better) break;
    best = better;
  }
  return best;
}

/** The set with the places added that it still has room for. */
export function filledUp(problem: SiteProblem, chosen: readonly number[]): SiteSet | null {
  const grown = grow(problem, chosen, false);
  return siteSet(problem, problem.conditions.objective === 'fewest-sites' ? withoutNeedless(problem, grown) : grown);
}

function growFromBestSingle(problem: SiteProblem): number[] {
  const { options } = problem;
  const state = createState(problem, []);
  let best = -1;
  let most = -Infinity;
  for (let option = 0; option < options.cost.length; option++) {
    if (!state.isAllowed(option)) continue;
    const gain = state.gainOf(option);
    if (gain > most) [best, most] = [option, gain];
  }
  return best === -1 ? [] : grow(problem, [best], false);
}

/** Adds to `start` while something helps and is allowed; what a kecamatan must have comes in, even without gain. */
function grow(problem: SiteProblem, start: readonly number[], byCost: boolean): number[] {
  const { options } = problem;
  const state = createState(problem, start);
  const rank = (option: number, gain: number): number => (byCost ? gain / Math.max(1, options.cost[option]!) : gain);
  const queue = Array.from(options.cost, (_, option) => ({ option, rank: Infinity, at: -1 })).filter(
    ({ option }) => !state.isChosen[option],
  );
  // What the worst served gain is not lazy: a first place may do nothing for the minimum and the second all.
  const isLazy = equityWeight(problem) === 0 || problem.conditions.objective === 'fewest-sites';
  for (let round = 0; !state.isDone(); round++) {
    let best: (typeof queue)[number] | null = null;
    if (isLazy) queue.sort((a, b) => b.rank - a.rank);
    for (const entry of queue) {
      if (isLazy && best && entry.rank <= best.rank) break;
      if (state.isChosen[entry.option] || !state.isAllowed(entry.option)) continue;
      entry.rank = rank(entry.option, state.gainOf(entry.option));
      entry.at = round;
      if (!best || entry.rank > best.rank) best = entry;
    }
    if (!best || (best.rank <= 0 && !state.isOwed(best.option))) {
      // Nothing gains any more; minima that are left are filled with whatever is allowed.
      const owed = queue.find(
        ({ option }) => !state.isChosen[option] && state.isOwed(option) && state.isAllowed(option),
      );
      if (!owed) break;
      best = owed;
    }
    state.choose(best.option);
  }
  return state.chosen;
}

/** What is chosen so far, and what any other place would add to it. */
function createState(problem: SiteProblem, start: readonly number[]) {
  const { rows, reach, options, conditions, kecamatanOfGroup } = problem;
  const { count, budget, minimum, objective, need, floor } = conditions;
  const people = peopleOf(problem);
  const best = new Float64Array(rows.people.length);
  const value = problem.base.slice();
  const added = new Float64Array(value.length);
  const touched: number[] = [];
  const isChosen = new Uint8Array(options.cost.length);
  const owed = Int32Array.from(minimum);
  const chosen: number[] = [];
  let spent = 0;
  const byCost = minimum.some((least) => least > 0) ? cheapestFirst(problem) : null;

  /** Fills `added` with what the option adds to each kecamatan. */
  function measure(option: number): void {
    for (const k of touched) added[k] = 0;
    touched.length = 0;
    for (let at = reach.first[option]!; at < reach.first[option + 1]!; at++) {
      const row = reach.row[at]!;
      const more = reach.gain[at]! - best[row]!;
      if (more <= 0) continue;
      const k = kecamatanOfGroup[rows.group[row]!]!;
      if (added[k] === 0) touched.push(k);
      added[k]! += more * rows.people[row]!;
    }
  }
  const sumOf = (values: ArrayLike<number>): number => {
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += values[k]!;
    return sum;
  };
  /** What is still missing of the target, in all and below the floors. */
  const missing = (): number => {
    let sum = Math.max(0, need - sumOf(value));
    for (let k = 0; k < floor.length; k++) sum += Math.max(0, floor[k]! - value[k]!);
    return sum;
  };
  /** The cheapest way to give each kecamatan what it is still owed, or Infinity. */
  function costOfOwed(without: number): number {
    let cost = 0;
    for (let k = 0; k < owed.length; k++) {
      let left = owed[k]! - (options.kecamatan[without] === k ? 1 : 0);
      for (const option of left > 0 ? byCost![k]! : []) {
        if (left === 0) break;
        if (isChosen[option] || option === without) continue;
        cost += options.cost[option]!;
        left -= 1;
      }
      if (left > 0) return Infinity;
    }
    return cost;
  }
  function choose(option: number): void {
    measure(option);
    for (const k of touched) value[k]! += added[k]!;
    for (let at = reach.first[option]!; at < reach.first[option + 1]!; at++) {
      const row = reach.row[at]!;
      best[row] = Math.max(best[row]!, reach.gain[at]!);
    }
    isChosen[option] = 1;
    chosen.push(option);
    spent += options.cost[option]!;
    owed[options.kecamatan[option]!]! -= 1;
  }
  start.forEach(choose);
  return {
    isChosen,
    chosen,
    choose,
    isOwed: (option: number): boolean => owed[options.kecamatan[option]!]! > 0,
    /** Whether there is room for it, and after it for what each kecamatan must have. */
    isAllowed(option: number): boolean {
      if (count !== null) {
        let owing = 0;
        for (let k = 0; k < owed.length; k++) owing += Math.max(0, owed[k]!);
        if (chosen.length + 1 + owing - (owed[options.kecamatan[option]!]! > 0 ? 1 : 0) > count) return false;
      }
      if (budget === null) return true;
      const left = budget - spent - options.cost[option]!;
      return left >= 0 && (byCost === null || costOfOwed(option) <= left);
    },
    isDone: (): boolean => objective === 'fewest-sites' && missing() === 0 && owed.every((left) => left <= 0),
    gainOf(option: number): number {
      measure(option);
      if (objective === 'fewest-sites') {
        const before = missing();
        for (const k of touched) value[k]! += added[k]!;
        const after = missing();
        for (const k of touched) value[k]! -= added[k]!;
        return before - after;
      }
      if (equityWeight(problem) === 0) return touched.reduce((sum, k) => sum + added[k]!, 0);
      const before = scoreOf(problem, value, 0);
      for (const k of touched) value[k]! += added[k]!;
      const after = scoreOf(problem, value, 0);
      for (const k of touched) value[k]! -= added[k]!;
      // The minimum of whole numbers over people is no whole number: what rounding makes is no gain.
      return after - before > 1e-9 * people ? after - before : 0;
    },
  };
}

function cheapestFirst({ options, conditions }: SiteProblem): number[][] {
  const of: number[][] = Array.from(conditions.minimum, () => []);
  options.kecamatan.forEach((k, option) => of[k]!.push(option));
  for (const list of of) list.sort((a, b) => options.cost[a]! - options.cost[b]!);
  return of;
}

/** Leaves out each place that the conditions hold without, the one that serves least first. */
function withoutNeedless(problem: SiteProblem, chosen: readonly number[]): number[] {
  const { reach, rows } = problem;
  const reached = (option: number): number => {
    let people = 0;
    for (let at = reach.first[option]!; at < reach.first[option + 1]!; at++) people += rows.people[reach.row[at]!]!;
    return people;
  };
  let kept = [...chosen].sort((a, b) => reached(a) - reached(b));
  for (const option of [...kept]) {
    const without = kept.filter((other) => other !== option);
    if (brokenBy(problem, valueOf(problem, without), without) === null) kept = without;
  }
  return kept;
}
