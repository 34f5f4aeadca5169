import type { Highs, Model } from 'highs';
import {
  filledUp,
  gainCuts,
  improvedSites,
  masterModel,
  masterSolution,
  scoreOf,
  siteSet,
  valueOf,
  type LinearModel,
  type LinearRow,
  type SiteProblem,
  type SiteSet,
} from '#analysis';

/** How far the search has come: the best set found, and a proven bound that no set can pass. */
export interface SearchState {
  /** Null while no set is known that keeps the conditions. */
  readonly best: SiteSet | null;
  /** No set has a score above this. */
  readonly bound: number;
  /** `optimal`: nothing is better, proven; `infeasible`: no set keeps the conditions, proven; `feasible`: stopped before proof. */
  readonly status: 'optimal' | 'feasible' | 'infeasible';
}

export interface SearchOptions {
  readonly seconds: number;
  /** A set to begin with. */
  readonly from: SiteSet | null;
  /** Called whenever a better set or a better bound is known. */
  readonly onProgress?: (state: SearchState) => void;
  readonly now?: () => number;
}

/** A relative gap up to this is no gap: sums of fractions are not exact beyond it. Whole numbers of people are proven exactly. */
const PROVEN = 1e-6;
/** Rounds of cuts for the program without whole places; they are cheap, and each raises what the whole one knows. */
const FRACTION_ROUNDS = 60;

/**
 * The best set of places, proven. First the program with fractions of places is cut until it claims nothing that groups cannot gain;
 * then with whole places, cut again at each set found that claims too much, until the best set found meets the bound. Bounds come
 * from HiGHS, values of sets from `valueOf`, exactly.
 */
export function exactSites(highs: Highs, problem: SiteProblem, options: SearchOptions): SearchState {
  const now = options.now ?? (() => performance.now());
  const end = now() + options.seconds * 1000;
  const master = masterModel(problem);
  const isWhole = isWholeScore(problem);
  let best = options.from;
  let bound = boundOfAll(problem);
  const state = (status: SearchState['status']): SearchState => ({ best, bound, status });
  const tell = (): void => options.onProgress?.(state('feasible'));
  const offer = (set: SiteSet | null): void => {
    if (!set || (best && set.score <= best.score)) return;
    best = set;
    tell();
  };
  /** A score is known only up to rounding, a whole one then exactly. */
  const lower = (to: number): void => {
    const safe = isWhole ? Math.floor(to + 1e-4) : to;
    // A bound below a set that is known to be there is none: before its first node the solver has only a placeholder.
    const isBelowFound = best !== null && safe < best.score - 2 * PROVEN * Math.abs(best.score);
    if (!Number.isFinite(safe) || !(safe < bound) || isBelowFound) return;
    bound = best ? Math.max(safe, best.score) : safe;
    tell();
  };
  const isProven = (): boolean => best !== null && bound - best.score <= (isWhole ? 0 : PROVEN * Math.abs(bound));
  tell();
  if (best) offer(improvedSites(problem, best));

  const model = highs.createModel();
  try {
    openModel(highs, model, master);
    const { modelStatus } = highs.constants;
    const cutAt = (solution: Float64Array): number => {
      const cuts = gainCuts(problem, master, solution, solution.subarray(master.firstGain));
      addRows(model, cuts, master.columns.objective.length);
      return cuts.length;
    };
    const secondsLeft = (): number => Math.max(0, (end - now()) / 1000);

    let before = Infinity;
    for (let round = 0, stale = 0; round < FRACTION_ROUNDS && stale < 4; round++) {
      if (secondsLeft() === 0) return state('feasible');
      model.zeroAllClocks();
      model.options.set({ time_limit: secondsLeft() });
      model.run();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return state('infeasible');
      if (status !== modelStatus.optimal) return state('feasible');
      const claimed = scoreBound(model.getObjectiveValue(), master);
      lower(claimed);
      if (isProven()) return state('optimal');
      stale = before - claimed < 1e-5 * Math.abs(claimed) ? stale + 1 : 0;
      before = claimed;
      if (cutAt(model.getSolution().colValue) === 0) break;
    }
    // Where whole places are the strongest of a fraction's, rounding often is the best already.
    offer(filledUp(problem, wholeOf(model.getSolution().colValue, master.places, 0.7)));

    model.changeColsIntegrality(
      { kind: 'range', from: 0, to: master.places - 1 },
      Array.from({ length: master.places }, () => highs.constants.variableType.integer),
    );
    for (;;) {
      if (secondsLeft() === 0) return state('feasible');
      const seen: Float64Array[] = [];
      if (best) model.setSolution({ colValue: masterSolution(problem, master, best.chosen) });
      model.zeroAllClocks();
      model.options.set({
        time_limit: secondsLeft(),
        mip_abs_gap: isWhole ? 0.9 : 0,
        mip_rel_gap: isWhole ? 0 : PROVEN / 2,
      });
      model.run({
        [highs.constants.callbackType.mipImprovingSolution](event) {
          if (event.data.mip_solution) seen.push(event.data.mip_solution);
          return undefined;
        },
      });
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return state(best === null ? 'infeasible' : 'feasible');
      const isSolved = status === modelStatus.optimal;
      lower(scoreBound(model.info.get('mip_dual_bound') as number, master));
      if (isSolved) seen.push(model.getSolution().colValue);
      let cuts = 0;
      for (const solution of seen.slice(-6)) {
        const chosen = wholeOf(solution, master.places, 0.5);
        const set = siteSet(problem, chosen);
        offer(set ?? filledUp(problem, chosen));
        cuts += cutAt(wholeSolution(solution, master.places));
        // Rounding of the solver's let it pass a condition that it breaks by a rupiah.
        if (set === null && cuts === 0) {
          addRows(model, [withoutSet(chosen)], master.columns.objective.length);
          cuts = 1;
        }
      }
      if (isProven()) return state('optimal');
      if (!isSolved) return state('feasible');
      // A solution that claims nothing too much and is solved to the gap: what is left is rounding.
      if (cuts === 0) return state(isProven() ? 'optimal' : 'feasible');
    }
  } finally {
    model.dispose();
  }
}

/** What nothing can pass: all places together, or no place at all where few are asked for. */
function boundOfAll(problem: SiteProblem): number {
  const { options, conditions } = problem;
  return conditions.objective === 'fewest-sites' ? 0 : scoreOf(problem, valueOf(problem, options.cost.keys()), 0);
}

/** Whether scores are whole numbers, so that a bound less than one above is none. */
function isWholeScore({ conditions }: SiteProblem): boolean {
  return conditions.objective === 'fewest-sites' || (conditions.objective === 'most-people' && conditions.equity === 0);
}

/** The solver's objective in the unit of `scoreOf`. */
const scoreBound = (objective: number, { scale }: LinearModel): number => objective * scale;

/** The places taken to at least this extent. */
export function wholeOf(solution: Float64Array, places: number, least: number): number[] {
  const chosen: number[] = [];
  for (let option = 0; option < places; option++) if (solution[option]! >= least) chosen.push(option);
  return chosen;
}

/** The solution with its places rounded to 0 and 1: cuts at 0.9999999 would be a hair too weak. */
function wholeSolution(solution: Float64Array, places: number): Float64Array {
  return solution.map((value, column) => (column < places ? Math.round(value) : value));
}

/** No set that contains these places and none besides: a row that forbids exactly one set. */
function withoutSet(chosen: readonly number[]): LinearRow {
  return { column: chosen, value: chosen.map(() => 1), lower: -Infinity, upper: chosen.length - 1 };
}

function openModel(highs: Highs, model: Model, { columns, rows, offset }: LinearModel): void {
  model.options.set({ output_flag: false, random_seed: 1 });
  model.addVars(columns.lower, columns.upper);
  model.changeColsCost({ kind: 'range', from: 0, to: columns.objective.length - 1 }, columns.objective);
  model.changeObjectiveSense(highs.constants.objectiveSense.maximize);
  model.changeObjectiveOffset(offset);
  addRows(model, rows, columns.objective.length);
}

/** Adds rows to a model of so many columns. */
export function addRows(model: Model, rows: readonly LinearRow[], columns: number): void {
  if (rows.length === 0) return;
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ column }, i) => (starts[i + 1] = starts[i]! + column.length));
  model.addRows({
    lower: Float64Array.from(rows, ({ lower }) => lower),
    upper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: Int32Array.from(rows.flatMap(({ column }) => [...column])),
      values: Float64Array.from(rows.flatMap(({ value }) => [...value])),
    },
  });
}
