import type { Highs } from 'highs';
import {
  boundByCapacity,
  capacitySet,
  scoreByCapacity,
  type CapacityProblem,
  type CapacitySet,
  type LinearRow,
} from '#analysis';
import { addRows, wholeOf } from './exact-sites.ts';

/** As `SearchState`, of places with room for so many. */
export interface CapacityState {
  readonly best: CapacitySet | null;
  readonly bound: number;
  readonly status: 'optimal' | 'feasible' | 'infeasible';
}
interface CapacityOptions {
  readonly seconds: number;
  readonly from: CapacitySet | null;
  readonly onProgress?: (state: CapacityState) => void;
}

/** A program with more ways from people to places than this would not be read in within any time that somebody waits. */
const MOST_WAYS = 400_000;

/**
 * The best set of places with room, proven: often the room alone proves that greedy's set is; otherwise HiGHS solves the program with
 * a column for each way from people to places. Where that is too large the set comes with the gap to the bound that is known.
 */
export function exactByCapacity(highs: Highs, problem: CapacityProblem, options: CapacityOptions): CapacityState {
  const { conditions, people, room, node, first, firstRow, row } = problem;
  const places = problem.options.cost.length;
  let best = options.from;
  let bound = boundByCapacity(problem);
  const state = (status: CapacityState['status']): CapacityState => ({ best, bound, status });
  const isProven = (): boolean => best !== null && scoreByCapacity(problem, best) >= bound;
  options.onProgress?.(state('feasible'));
  if (isProven()) return state('optimal');
  if (node.length > MOST_WAYS || options.seconds <= 0) return state('feasible');

  const columns = places + node.length;
  const isFewest = conditions.objective === 'fewest-sites';
  const rows: LinearRow[] = [];
  const all = Array.from({ length: places }, (_, option) => option);
  const ones = all.map(() => 1);
  if (conditions.count !== null) rows.push({ column: all, value: ones, lower: -Infinity, upper: conditions.count });
  if (conditions.budget !== null) {
    const cost = problem.options.cost;
    rows.push({
      column: all,
      value: [...cost].map((of) => of / 1e6),
      lower: -Infinity,
      upper: conditions.budget / 1e6,
    });
  }
  conditions.minimum.forEach((least, k) => {
    const inside = all.filter((option) => problem.options.kecamatan[option] === k);
    if (least > 0) rows.push({ column: inside, value: inside.map(() => 1), lower: least, upper: Infinity });
  });
  const ways = Array.from({ length: node.length }, (_, slot) => places + slot);
  if (isFewest) rows.push({ column: ways, value: ways.map(() => 1), lower: conditions.need, upper: Infinity });
  const waysTo: number[][] = Array.from(room, () => []);
  for (let r = 0; r < people.length; r++) {
    const column = ways.slice(first[r], first[r + 1]);
    rows.push({ column, value: column.map(() => 1), lower: -Infinity, upper: people[r]! });
    for (let slot = first[r]!; slot < first[r + 1]!; slot++) waysTo[node[slot]!]!.push(places + slot);
  }
  waysTo.forEach((column, at) => {
    const value = column.map(() => 1);
    if (at >= places) rows.push({ column, value, lower: -Infinity, upper: room[at]! });
    else {
      let reached = 0;
      for (let i = firstRow[at]!; i < firstRow[at + 1]!; i++) reached += people[row[i]!]!;
      rows.push({
        column: [at, ...column],
        value: [-Math.min(room[at]!, reached), ...value],
        lower: -Infinity,
        upper: 0,
      });
    }
  });

  const model = highs.createModel();
  try {
    const { constants } = highs;
    model.options.set({
      output_flag: false,
      random_seed: 1,
      time_limit: options.seconds,
      mip_abs_gap: 0.9,
      mip_rel_gap: 0,
    });
    model.addVars(new Float64Array(columns), new Float64Array(columns).fill(1).fill(Infinity, places));
    const objective = new Float64Array(columns);
    if (isFewest) objective.fill(-1, 0, places);
    else objective.fill(1, places);
    model.changeColsCost({ kind: 'range', from: 0, to: columns - 1 }, objective);
    model.changeObjectiveSense(constants.objectiveSense.maximize);
    model.changeColsIntegrality(
      { kind: 'range', from: 0, to: places - 1 },
      all.map(() => constants.variableType.integer),
    );
    addRows(model, rows, columns);
    const offer = (solution: Float64Array): void => {
      const set = capacitySet(problem, wholeOf(solution, places, 0.5));
      if (!set || (best && scoreByCapacity(problem, set) <= scoreByCapacity(problem, best))) return;
      best = set;
      options.onProgress?.(state('feasible'));
    };
    model.run({
      [constants.callbackType.mipImprovingSolution](event) {
        if (event.data.mip_solution) offer(event.data.mip_solution);
        return undefined;
      },
    });
    const status = model.getModelStatus();
    if (status === constants.modelStatus.infeasible) return state(best === null ? 'infeasible' : 'feasible');
    if (status === constants.modelStatus.optimal) offer(model.getSolution().colValue);
    const dual = Math.floor((model.info.get('mip_dual_bound') as number) + 1e-4);
    if (dual < bound && (best === null || dual >= scoreByCapacity(problem, best))) bound = dual;
    return state(isProven() ? 'optimal' : 'feasible');
  } finally {
    model.dispose();
  }
}
