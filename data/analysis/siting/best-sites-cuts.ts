import { equityWeight, groupGains, peopleOf, valueOf, worstValue } from './best-sites-score.ts';
import type { SiteProblem } from './best-sites-problem.ts';

/** A row of a linear program: `lower ≤ Σ value · column ≤ upper`. */
export interface LinearRow {
  readonly column: readonly number[];
  readonly value: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** A linear program to be maximised; places are 0/1 columns. */
export interface LinearModel {
  readonly columns: {
    readonly objective: Float64Array;
    readonly lower: Float64Array;
    readonly upper: Float64Array;
  };
  /** The first so many columns are the places. */
  readonly places: number;
  /** Columns of what each group gains; their number is that of the groups. */
  readonly firstGain: number;
  readonly rows: readonly LinearRow[];
  /** Constant of the objective. */
  readonly offset: number;
  /** All gains and values are divided by this, to stay near the numbers that solvers like. */
  readonly scale: number;
}

/**
 * The problem with one column of gain for each group instead of one for each row and place: what a group can gain is bounded by
 * `gainCuts`, added where a solution claims too much. A program with any of the cuts allows whatever the problem allows, so its
 * bound is a bound of the problem. (Benders; for covering: Cordeau, Furini, Ljubić, "Benders decomposition for very large scale
 * partial set covering and maximal covering location problems", EJOR 275 (2019) 882–896; for the p-median: Duran-Mateluna, Ales,
 * Elloumi, "An efficient Benders decomposition for the p-median problem", EJOR 308 (2023) 84–96.)
 */
export function masterModel(problem: SiteProblem): LinearModel {
  const { options, conditions, rows, kecamatanOfGroup, people, base, isImprovable } = problem;
  const places = options.cost.length;
  const groups = kecamatanOfGroup.length;
  const equity = conditions.objective === 'fewest-sites' ? 0 : equityWeight(problem);
  const most = new Float64Array(groups);
  for (let row = 0; row < rows.people.length; row++)
    most[rows.group[row]!]! += rows.people[row]! * rows.gain[rows.first[row]!]!;
  const scale = conditions.objective === 'least-travel' ? 1000 : 1;
  const firstGain = places;
  const worst = places + groups;
  const columns = worst + (equity > 0 ? 1 : 0);
  const objective = new Float64Array(columns);
  const lower = new Float64Array(columns);
  const upper = new Float64Array(columns).fill(1);
  for (let group = 0; group < groups; group++) upper[firstGain + group] = most[group]! / scale;
  const all = Array.from({ length: places }, (_, option) => option);
  const ones = all.map(() => 1);
  const out: LinearRow[] = [];
  const { count, budget, minimum } = conditions;
  if (count !== null) out.push({ column: all, value: ones, lower: -Infinity, upper: count });
  if (budget !== null) {
    const unit = commonUnit(options.cost);
    out.push({
      column: all,
      value: Array.from(options.cost, (cost) => cost / unit),
      lower: -Infinity,
      upper: Math.floor(budget / unit),
    });
  }
  minimum.forEach((least, k) => {
    const inside = all.filter((option) => options.kecamatan[option] === k);
    if (least > 0) out.push({ column: inside, value: inside.map(() => 1), lower: least, upper: Infinity });
  });
  const gainsOf = (k: number): number[] =>
    [...kecamatanOfGroup.keys()].filter((group) => kecamatanOfGroup[group] === k).map((group) => firstGain + group);
  let offset = 0;
  if (conditions.objective === 'fewest-sites') {
    objective.fill(-1, 0, places);
    const gains = Array.from({ length: groups }, (_, group) => firstGain + group);
    const baseSum = base.reduce((sum, of) => sum + of, 0);
    out.push({ column: gains, value: gains.map(() => 1), lower: conditions.need - baseSum, upper: Infinity });
    conditions.floor.forEach((least, k) => {
      const column = gainsOf(k);
      if (least > base[k]!) out.push({ column, value: column.map(() => 1), lower: least - base[k]!, upper: Infinity });
    });
  } else {
    objective.fill(1 - equity, firstGain, firstGain + groups);
    offset = ((1 - equity) * base.reduce((sum, of) => sum + of, 0)) / scale;
  }
  if (equity > 0) {
    const everybody = peopleOf(problem);
    lower[worst] = -Infinity;
    upper[worst] = Infinity;
    objective[worst] = equity;
    // The column is what everybody would have if all had it as the worst served do.
    for (let k = 0; k < base.length; k++) {
      if (!isImprovable[k]) continue;
      const column = gainsOf(k);
      out.push({
        column: [worst, ...column],
        value: [people[k]! / everybody, ...column.map(() => -1)],
        lower: -Infinity,
        upper: base[k]! / scale,
      });
    }
  }
  return { columns: { objective, lower, upper }, places, firstGain, rows: out, offset, scale };
}

/** The largest whole number that all costs are multiples of: a row of small whole numbers has no rounding. */
function commonUnit(cost: Float64Array): number {
  let unit = 0;
  for (const one of cost) {
    let [a, b] = [unit, one];
    while (b > 0) [a, b] = [b, a % b];
    unit = a;
  }
  return Math.max(1, unit);
}

/**
 * For each group that claims more than it can gain with the places taken to the extent `share`, the row that says so. The gain of
 * one person with places of gains g₁ ≥ g₂ ≥ … is at most `gₖ + Σ_{j<k} (gⱼ − gₖ) · xⱼ` for every k, g beyond the last being 0; the k
 * that is tightest at `share` is where the shares first sum to 1.
 * @param share of each option, 0 to 1; @param claimed of each group, scaled as in the model.
 */
export function gainCuts(
  { rows, kecamatanOfGroup }: SiteProblem,
  model: Pick<LinearModel, 'firstGain' | 'scale'>,
  share: ArrayLike<number>,
  claimed: ArrayLike<number>,
): LinearRow[] {
  const groups = kecamatanOfGroup.length;
  const constant = new Float64Array(groups);
  const coefficients: Map<number, number>[] = Array.from({ length: groups }, () => new Map());
  for (let row = 0; row < rows.people.length; row++) {
    const [begin, end] = [rows.first[row]!, rows.first[row + 1]!];
    const group = rows.group[row]!;
    const people = rows.people[row]!;
    let sum = 0;
    let at = begin;
    while (at < end && (sum += share[rows.option[at]!]!) < 1 - 1e-9) at++;
    const least = at < end ? rows.gain[at]! : 0;
    constant[group]! += people * least;
    const of = coefficients[group]!;
    for (let i = begin; i < end && rows.gain[i]! > least; i++) {
      const option = rows.option[i]!;
      of.set(option, (of.get(option) ?? 0) + people * (rows.gain[i]! - least));
    }
  }
  const cuts: LinearRow[] = [];
  for (let group = 0; group < groups; group++) {
    const of = coefficients[group]!;
    let bound = constant[group]!;
    for (const [option, value] of of) bound += value * share[option]!;
    const claim = claimed[group]! * model.scale;
    if (claim <= bound + Math.max(1e-6 * Math.abs(bound), 1e-4)) continue;
    cuts.push({
      column: [model.firstGain + group, ...of.keys()],
      value: [1, ...Array.from(of.values(), (value) => -value / model.scale)],
      lower: -Infinity,
      upper: constant[group]! / model.scale,
    });
  }
  return cuts;
}

/** The values of all columns when these places are chosen: where the solver may begin. */
export function masterSolution(problem: SiteProblem, model: LinearModel, chosen: readonly number[]): Float64Array {
  const solution = new Float64Array(model.columns.objective.length);
  for (const option of chosen) solution[option] = 1;
  groupGains(problem, chosen).forEach((gain, group) => (solution[model.firstGain + group] = gain / model.scale));
  const worst = model.firstGain + problem.kecamatanOfGroup.length;
  if (worst < solution.length)
    solution[worst] = (worstValue(problem, valueOf(problem, chosen)) * peopleOf(problem)) / model.scale;
  return solution;
}
