import { coverProblem, travelProblem, type ReachLists, type SiteConditions, type SiteProblem } from '#analysis';

/** A problem of a few dozen cells as raw tables, from which the engine's problem and any independent one can be made. */
export interface SmallSites {
  /** Per cell. */
  readonly people: readonly number[];
  readonly group: readonly number[];
  /** What the way costs now; up to `reach` the cell is served. */
  readonly now: readonly number[];
  readonly reach: number;
  readonly kecamatanOfGroup: readonly number[];
  /** Per option and cell, what the way would cost. */
  readonly cost: readonly (readonly number[])[];
  readonly kecamatan: readonly number[];
  readonly rupiah: readonly number[];
}

export function smallSites(random: () => number, cells: number, options: number): SmallSites {
  const whole = (below: number): number => Math.floor(random() * below);
  const at = Array.from({ length: cells }, () => [random() * 100, random() * 100] as const);
  const places = Array.from({ length: options }, () => [random() * 100, random() * 100] as const);
  const kecamatanOfGroup = [0, 0, 1, 1, 2, 2];
  return {
    people: at.map(() => (random() < 0.1 ? 0 : 1 + whole(50))),
    // Groups are strips of land, as desa are places: people of one stand together.
    group: at.map(([x]) => Math.min(5, Math.floor(x / 17))),
    now: at.map(() => (random() < 0.2 ? whole(15) : 16 + whole(60))),
    reach: 20,
    kecamatanOfGroup,
    cost: places.map(([px, py]) => at.map(([x, y]) => Math.round(Math.hypot(x - px, y - py)))),
    kecamatan: places.map(([x]) => kecamatanOfGroup[Math.min(5, Math.floor(x / 17))]!),
    rupiah: places.map(() => 1_000_000 * (3 + whole(8)) + whole(2) * 1),
  };
}

export const NO_CONDITIONS: SiteConditions = {
  objective: 'most-people',
  count: null,
  budget: null,
  minimum: new Int32Array(3),
  need: 0,
  floor: new Float64Array(3),
  equity: 0,
};

export function problemOf(sites: SmallSites, given: Partial<SiteConditions>): SiteProblem {
  const conditions = { ...NO_CONDITIONS, ...given };
  const cells = {
    people: sites.people,
    group: sites.group,
    kecamatanOfGroup: Int32Array.from(sites.kecamatanOfGroup),
    kecamatanCount: 3,
  };
  const options = { kecamatan: Int32Array.from(sites.kecamatan), cost: Float64Array.from(sites.rupiah) };
  if (conditions.objective === 'least-travel') {
    return travelProblem(cells, sites.now, (from, to) => listsOf(sites, from, to, Infinity), options, conditions);
  }
  const isServed = sites.now.map((cost) => (cost <= sites.reach ? 1 : 0));
  return coverProblem(cells, isServed, listsOf(sites, 0, sites.cost.length, sites.reach), options, conditions);
}

function listsOf({ cost }: SmallSites, from: number, to: number, limit: number): ReachLists {
  const first = [0];
  const cell: number[] = [];
  const costs: number[] = [];
  for (const row of cost.slice(from, to)) {
    row.forEach((value, at) => {
      if (value > limit) return;
      cell.push(at);
      costs.push(value);
    });
    first.push(cell.length);
  }
  return { first: Uint32Array.from(first), cell: Uint32Array.from(cell), cost: Float64Array.from(costs) };
}

/** The values of kecamatan cell by cell, from the raw tables: people served, or minus their travel. */
export function rawValue(
  sites: SmallSites,
  objective: SiteConditions['objective'],
  chosen: readonly number[],
): number[] {
  const value = [0, 0, 0];
  sites.people.forEach((people, cell) => {
    const best = Math.min(sites.now[cell]!, ...chosen.map((option) => sites.cost[option]![cell]!));
    const k = sites.kecamatanOfGroup[sites.group[cell]!]!;
    value[k]! += objective === 'least-travel' ? -people * best : best <= sites.reach ? people : 0;
  });
  return value;
}

/** People of each kecamatan. */
export function rawPeople(sites: SmallSites): number[] {
  const people = [0, 0, 0];
  sites.people.forEach((of, cell) => (people[sites.kecamatanOfGroup[sites.group[cell]!]!]! += of));
  return people;
}

/** Whether a set keeps the conditions, from the raw tables. */
export function keeps(sites: SmallSites, given: Partial<SiteConditions>, chosen: readonly number[]): boolean {
  const { objective, count, budget, minimum, need, floor } = { ...NO_CONDITIONS, ...given };
  const value = rawValue(sites, objective, chosen);
  return (
    chosen.length <= (count ?? Infinity) &&
    chosen.reduce((sum, option) => sum + sites.rupiah[option]!, 0) <= (budget ?? Infinity) &&
    [0, 1, 2].every((k) => chosen.filter((option) => sites.kecamatan[option] === k).length >= minimum[k]!) &&
    (objective !== 'fewest-sites' ||
      (value[0]! + value[1]! + value[2]! >= need && [0, 1, 2].every((k) => value[k]! >= floor[k]!)))
  );
}

/** The score of a set by its definition: of all, and of the worst served of those that any place can improve. */
export function rawScore(sites: SmallSites, given: Partial<SiteConditions>, chosen: readonly number[]): number {
  const { objective, equity } = { ...NO_CONDITIONS, ...given };
  if (objective === 'fewest-sites') return 0 - chosen.length;
  const value = rawValue(sites, objective, chosen);
  const sum = value[0]! + value[1]! + value[2]!;
  const people = rawPeople(sites);
  const nothing = rawValue(sites, objective, []);
  const all = rawValue(sites, objective, [...sites.cost.keys()]);
  const shares = [0, 1, 2].filter((k) => all[k]! > nothing[k]!).map((k) => value[k]! / people[k]!);
  const weight = shares.length === 0 ? 0 : Math.min(0.999, equity);
  return weight === 0
    ? sum
    : (1 - weight) * sum + weight * (people[0]! + people[1]! + people[2]!) * Math.min(...shares);
}

/** The best of all subsets, tried one by one; null when none keeps the conditions. */
export function bruteForce(sites: SmallSites, given: Partial<SiteConditions>): number | null {
  let best: number | null = null;
  for (let set = 0; set < 2 ** sites.cost.length; set++) {
    const chosen = [...sites.cost.keys()].filter((option) => set & (1 << option));
    if (!keeps(sites, given, chosen)) continue;
    const score = rawScore(sites, given, chosen);
    if (best === null || score > best) best = score;
  }
  return best;
}
