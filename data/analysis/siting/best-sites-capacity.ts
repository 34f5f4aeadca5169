import type { SiteConditions, SiteOptions } from './best-sites-problem.ts';
import type { ReachLists } from '../spatial-index.ts';
import { coverProblem } from './best-sites-problem.ts';
import { brokenBy, costOf } from './best-sites-score.ts';

/**
 * Where a place serves no more people than it has room for, and whom it serves is free as long as it reaches them: the most that can be
 * served by a set is a flow from people to places. Nodes are the options first, then what stands already and is always open.
 */
export interface CapacityProblem {
  readonly options: SiteOptions;
  readonly conditions: SiteConditions;
  /** Whole people per node. */
  readonly room: Float64Array;
  /** People that are in reach of exactly the same nodes, taken together. */
  readonly people: Float64Array;
  /** Nodes of row `r`: `node[first[r]] … node[first[r + 1] − 1]`; and rows of node `j` alike. */
  readonly first: Uint32Array;
  readonly node: Uint32Array;
  readonly firstRow: Uint32Array;
  readonly row: Uint32Array;
}

/** A set with the most that it can serve, in people. */
export interface CapacitySet {
  readonly chosen: readonly number[];
  readonly served: number;
}

/** @param lists the cells in reach of the options, then of what stands already; @param room whole people of each of them. */
export function capacityProblem(
  people: ArrayLike<number>,
  lists: ReachLists,
  room: Float64Array,
  options: SiteOptions,
  conditions: SiteConditions,
): CapacityProblem {
  const all = new Uint8Array(people.length);
  const cells = { people, group: all, kecamatanOfGroup: new Int32Array(1), kecamatanCount: 1 };
  const { rows, reach } = coverProblem(cells, all, lists, options, conditions);
  return {
    ...{ options, conditions, room },
    people: rows.people,
    first: rows.first,
    node: rows.option,
    firstRow: reach.first,
    row: reach.row,
  };
}

/** A flow that grows as places are opened. */
export interface CapacityFlow {
  readonly served: number;
  /** Opens a node and serves as many more as then can be, moving others where that makes room. */
  open(node: number): void;
  /** At least what opening it would add: people in its reach that nobody serves, as far as it has room. */
  gainOf(node: number): number;
}

/** The flow with what stands already open. */
export function createCapacityFlow(problem: CapacityProblem): CapacityFlow {
  const { options, room, people, first, node, firstRow, row } = problem;
  const isOpen = new Uint8Array(room.length);
  const left = Float64Array.from(people);
  const free = Float64Array.from(room);
  /** People of a row at a node, beside `node`. */
  const flow = new Float64Array(node.length);
  const slotsOf = slotsByNode(problem);
  let served = 0;

  /** The way from a row with people left to a node with room, shortest first, over rows that give way; false when there is none. */
  function augment(from: number): boolean {
    const seen = new Map<number, number>();
    const queue: number[] = [from];
    const cameBy = new Map<number, number>();
    for (let head = 0; head < queue.length; head++) {
      const at = queue[head]!;
      for (let slot = first[at]!; slot < first[at + 1]!; slot++) {
        const to = node[slot]!;
        if (!isOpen[to] || seen.has(to)) continue;
        seen.set(to, slot);
        if (free[to]! > 0) return push(to, from, seen, cameBy);
        for (const back of slotsOf(to)) {
          const other = row[back.index]!;
          if (flow[back.slot]! === 0 || other === from || cameBy.has(other)) continue;
          cameBy.set(other, back.slot);
          queue.push(other);
        }
      }
    }
    return false;
  }
  function push(last: number, from: number, seen: Map<number, number>, cameBy: Map<number, number>): boolean {
    const ahead: number[] = [];
    const back: number[] = [];
    let most = Math.min(free[last]!, left[from]!);
    for (let to = last; ;) {
      const slot = seen.get(to)!;
      ahead.push(slot);
      const at = rowOfSlot(slot);
      if (at === from) break;
      const given = cameBy.get(at)!;
      back.push(given);
      most = Math.min(most, flow[given]!);
      to = node[given]!;
    }
    for (const slot of ahead) flow[slot]! += most;
    for (const slot of back) flow[slot]! -= most;
    free[last]! -= most;
    left[from]! -= most;
    served += most;
    return true;
  }
  const slotRow = new Uint32Array(node.length);
  for (let r = 0; r < people.length; r++) slotRow.fill(r, first[r], first[r + 1]);
  const rowOfSlot = (slot: number): number => slotRow[slot]!;

  function settle(): void {
    for (let r = 0; r < people.length; r++) while (left[r]! > 0 && augment(r));
  }
  const open = (at: number): void => {
    isOpen[at] = 1;
    // Those that it reaches come first; what they fill makes long ways unnecessary.
    for (let i = firstRow[at]!; i < firstRow[at + 1]!; i++) {
      const r = row[i]!;
      const taken = Math.min(left[r]!, free[at]!);
      if (taken === 0) continue;
      flow[slotsOf(at)[i - firstRow[at]!]!.slot]! += taken;
      left[r]! -= taken;
      free[at]! -= taken;
      served += taken;
    }
  };
  for (let at = options.cost.length; at < room.length; at++) open(at);
  settle();
  return {
    get served() {
      return served;
    },
    open(at) {
      open(at);
      if (free[at]! > 0) settle();
    },
    gainOf(at) {
      let sum = 0;
      for (let i = firstRow[at]!; i < firstRow[at + 1]!; i++) sum += left[row[i]!]!;
      return Math.min(sum, room[at]!);
    },
  };
}

/** For each node the places of its rows in the columns of the rows. */
function slotsByNode({ node, first, firstRow, row, room }: CapacityProblem) {
  const of: { readonly index: number; readonly slot: number }[][] = Array.from(room, () => []);
  for (let at = 0; at < room.length; at++) {
    for (let index = firstRow[at]!; index < firstRow[at + 1]!; index++) {
      let slot = first[row[index]!]!;
      while (node[slot] !== at) slot++;
      of[at]!.push({ index, slot });
    }
  }
  return (at: number) => of[at]!;
}

/** The most that a set serves; null where it breaks a condition. */
export function capacitySet(problem: CapacityProblem, options: Iterable<number>): CapacitySet | null {
  const chosen = [...new Set(options)].sort((a, b) => a - b);
  const flow = createCapacityFlow(problem);
  for (const option of chosen) flow.open(option);
  return brokenBy(problem, [flow.served], chosen) === null ? { chosen, served: flow.served } : null;
}

/** One place after another, the one that serves most of those who are left (by rupiah, where a budget limits, if that serves more). */
export function greedyByCapacity(problem: CapacityProblem): CapacitySet | null {
  const ways = problem.conditions.budget === null ? [false] : [false, true];
  let best: CapacitySet | null = null;
  for (const byCost of ways) {
    const found = grow(problem, byCost);
    if (found && (!best || scoreByCapacity(problem, found) > scoreByCapacity(problem, best))) best = found;
  }
  return best;
}

/** More is better: people served, or minus the number of places. */
export function scoreByCapacity({ conditions }: CapacityProblem, { chosen, served }: CapacitySet): number {
  return conditions.objective === 'fewest-sites' ? 0 - chosen.length : served;
}

function grow(problem: CapacityProblem, byCost: boolean): CapacitySet | null {
  const { options, conditions } = problem;
  const { count, budget, need, minimum, objective } = conditions;
  const flow = createCapacityFlow(problem);
  const chosen: number[] = [];
  const owed = Int32Array.from(minimum);
  const isAllowed = (option: number): boolean => {
    const owing = owed.reduce((sum, left) => sum + Math.max(0, left), 0);
    const own = owed[options.kecamatan[option]!]! > 0 ? 1 : 0;
    return (
      (count === null || chosen.length + 1 + owing - own <= count) &&
      (budget === null || costOf(options.cost, [...chosen, option]) <= budget)
    );
  };
  const isDone = (): boolean => objective === 'fewest-sites' && flow.served >= need && owed.every((left) => left <= 0);
  while (!isDone()) {
    let best = -1;
    let most = 0;
    for (let option = 0; option < options.cost.length; option++) {
      if (chosen.includes(option) || !isAllowed(option)) continue;
      const gain = flow.gainOf(option);
      const rank = byCost ? gain / Math.max(1, options.cost[option]!) : gain;
      if (rank > most || (best === -1 && owed[options.kecamatan[option]!]! > 0)) [best, most] = [option, rank];
    }
    if (best === -1) break;
    flow.open(best);
    chosen.push(best);
    owed[options.kecamatan[best]!]! -= 1;
  }
  return capacitySet(problem, chosen);
}

/**
 * A score that no set can pass: everything open, and no more than what is served now and the room of the places with most of it
 * that the count allows.
 */
export function boundByCapacity(problem: CapacityProblem): number {
  const { options, conditions, room, people, firstRow, row } = problem;
  const flow = createCapacityFlow(problem);
  const now = flow.served;
  const most = Array.from(options.cost, (_, option) => {
    let reached = 0;
    for (let i = firstRow[option]!; i < firstRow[option + 1]!; i++) reached += people[row[i]!]!;
    return Math.min(reached, room[option]!);
  }).sort((a, b) => b - a);
  if (conditions.objective === 'fewest-sites') {
    let served = now;
    let sites = 0;
    while (served < conditions.need && sites < most.length) served += most[sites++]!;
    return 0 - sites;
  }
  for (const option of options.cost.keys()) flow.open(option);
  const cheapest = options.cost.reduce((least, cost) => Math.min(least, cost), Infinity);
  const afford = conditions.budget === null || cheapest === 0 ? Infinity : Math.floor(conditions.budget / cheapest);
  const sites = Math.min(conditions.count ?? Infinity, afford, most.length);
  return Math.min(
    flow.served,
    most.slice(0, Math.max(0, sites)).reduce((sum, of) => sum + of, now),
  );
}
