import type { Highs } from 'highs';
import {
  ancestorAt,
  coverProblem,
  createWhatIf,
  greedySites,
  kindsOf,
  scoreOf,
  travelProblem,
  valueOf,
  type ReachLists,
  type SiteCells,
  type SiteConditions,
  type SiteProblem,
} from '#analysis';
import { parentOf, type RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { Scenario } from '../scenarios.ts';
import type { BestSitesRequest } from '../siting/siting-questions.ts';
import type { WorkspaceData } from '../workspace-data.ts';
import { exactSites } from './exact-sites.ts';
import { desaFinder, type SiteCandidate } from './site-candidates.ts';
import { columnsOf, reachedBy, reachOf } from './site-reach.ts';

/** Somebody without any way today travels as if by the farthest way that anybody has, and at least twice the reach. */
const CEILING_BY_REACH = 2;
const SECONDS_PER_MINUTE = 60;

/** Rows of candidates, ascending, with what they are worth; more is better. */
export interface Found {
  readonly chosen: readonly number[];
  readonly score: number;
}
/** The best so far, and what no set can pass. */
export interface FoundState {
  readonly best: Found | null;
  readonly bound: number;
  readonly status: 'optimal' | 'feasible' | 'infeasible';
}
/** One request made ready: greedy and proof, and what sets of its candidates do. */
export interface SiteEngine {
  readonly candidates: readonly SiteCandidate[];
  greedy(): Found | null;
  exact(highs: Highs, from: Found | null, seconds: number, onProgress: (state: FoundState) => void): FoundState;
  /** Whole people. */
  served(chosen: readonly number[]): number;
  /** Null where who is served is a choice. */
  leastShare(chosen: readonly number[]): number | null;
  /** The score of no site. */
  readonly scoreOfNone: number;
}

/** What every engine needs to know of a request. */
export interface EngineInput {
  readonly data: WorkspaceData;
  readonly scenario: Scenario;
  readonly standard: ServiceStandard;
  readonly request: BestSitesRequest;
  readonly candidates: readonly SiteCandidate[];
}

/** Without limits of capacity: whoever is in reach is served, or travels to the nearest. */
export async function reachEngine(input: EngineInput): Promise<SiteEngine> {
  const conditions = await conditionsOf(input);
  const { cover, problem } = problemsOf(input, conditions);
  const served = (chosen: readonly number[]): number => sumOf(valueOf(cover, chosen));
  return {
    candidates: input.candidates,
    greedy: () => greedySites(problem),
    exact(highs, from, seconds, onProgress) {
      const set = from && { ...from, value: valueOf(problem, from.chosen) };
      return exactSites(highs, problem, { seconds, from: set, onProgress });
    },
    served,
    leastShare: (chosen) => leastShare(cover, valueOf(cover, chosen)),
    scoreOfNone: scoreOf(problem, problem.base, 0),
  };
}

/** The problem of covering, by which people are told, and the one whose score is asked for. */
function problemsOf(
  { data, scenario, standard, request, candidates }: EngineInput,
  conditions: SiteConditions,
): { readonly cover: SiteProblem; readonly problem: SiteProblem } {
  const { question, objective, equity } = request;
  const { demand, fields, selection, regions, options } = scenario;
  const reach = reachOf(question.measure, standard, scenario);
  const codes = kecamatanOf(scenario);
  const rowOf = new Map(codes.map((code, row) => [code, row]));
  const cells: SiteCells = {
    people: demand.people,
    group: demand.desa,
    kecamatanOfGroup: Int32Array.from(demand.desaCodes, (code) => rowOf.get(ancestorAt(code, 'kecamatan'))!),
    kecamatanCount: codes.length,
  };
  const whatIf = createWhatIf({
    ...{ demand, fields, regions, facilities: data.facilities, selection },
    kinds: kindsOf(standard, question.kemenag),
    reach: reach.unit === 'metres' ? { metres: reach.value } : options.travel!,
    capacity: null,
  });
  const field = whatIf.field(request.changes);
  const cost = field === 'unknown' ? new Float64Array(demand.people.length).fill(Infinity) : field;
  const isServed = Uint8Array.from(cost, (value) => (value <= reach.value ? 1 : 0));
  const columns = {
    kecamatan: Int32Array.from(candidates, ({ kecamatan }) => rowOf.get(kecamatan)!),
    cost: new Float64Array(candidates.length).fill(request.cost.build ?? 0),
  };
  const places = columnsOf(candidates.map(({ position }) => position));
  const lists = reachedBy(fields, places, 0, candidates.length, reach);
  const cover = coverProblem(cells, isServed, lists, columns, { ...conditions, objective: 'most-people', equity: 0 });
  if (objective !== 'least-travel') {
    return { cover, problem: { ...cover, conditions: withTargets(cover, conditions, request) } };
  }
  const unit = reach.unit === 'metres' ? 1 : SECONDS_PER_MINUTE;
  let ceiling = CEILING_BY_REACH * reach.value;
  for (const value of cost) if (value < Infinity) ceiling = Math.max(ceiling, value);
  // Who cannot be placed on the roads has no way, either.
  const now = Float64Array.from(cost, (value) => (value <= ceiling ? value : ceiling) * unit);
  const listsOf = (from: number, to: number): ReachLists => {
    const found = reachedBy(fields, places, from, to, { ...reach, value: ceiling });
    return unit === 1 ? found : { ...found, cost: found.cost.map((minutes) => minutes * unit) };
  };
  return { cover, problem: travelProblem(cells, now, listsOf, columns, { ...conditions, equity }) };
}

/** Codes of our own kecamatan, in the order of the rows of every problem. */
export const kecamatanOf = ({ demand }: Scenario): RegionCode[] =>
  [...new Set(demand.desaCodes.map((code) => ancestorAt(code, 'kecamatan')))].sort();

/** What the request demands beyond what the fixed changes give already. */
export async function conditionsOf({ data, scenario, request }: EngineInput): Promise<SiteConditions> {
  const codes = kecamatanOf(scenario);
  const { budgetRupiah, minimumPerKecamatan, cost, changes } = request;
  const fixed = changes.reduce((sum, { costRupiah }) => sum + (costRupiah ?? 0), 0);
  if (budgetRupiah !== null && cost.build === null) throw new RangeError('a budget needs the cost of a site');
  const built = new Map<RegionCode, number>();
  if (Object.keys(minimumPerKecamatan).length > 0 && changes.length > 0) {
    const desaAt = await desaFinder(data);
    for (const { action, position } of changes) {
      const desa = action === 'build' ? desaAt(position) : null;
      const kecamatan = desa && parentOf(desa.code);
      if (kecamatan) built.set(kecamatan, (built.get(kecamatan) ?? 0) + 1);
    }
  }
  return {
    objective: request.objective,
    count: request.count,
    budget: budgetRupiah === null ? null : budgetRupiah - fixed,
    minimum: Int32Array.from(codes, (code) => Math.max(0, (minimumPerKecamatan[code] ?? 0) - (built.get(code) ?? 0))),
    need: 0,
    floor: new Float64Array(codes.length),
    equity: request.equity,
  };
}

/** Targets as whole people; a kecamatan has to reach its part as far as all candidates together could take it. */
function withTargets(cover: SiteProblem, conditions: SiteConditions, request: BestSitesRequest): SiteConditions {
  if (request.objective !== 'fewest-sites') return conditions;
  if (request.targetShare === null) throw new RangeError('fewest sites need a target');
  const target = request.targetShare;
  const all = valueOf(cover, cover.options.cost.keys());
  return {
    ...conditions,
    need: Math.ceil(target * sumOf(cover.people) - 1e-9),
    floor: cover.people.map((people, k) => Math.min(all[k]!, Math.ceil(request.equity * target * people - 1e-9))),
  };
}

function leastShare({ people }: SiteProblem, served: Float64Array): number | null {
  const shares = Array.from(served, (of, k) => of / people[k]!).filter((share) => Number.isFinite(share));
  return shares.length === 0 ? null : Math.min(...shares);
}

/** The sum of all values. */
export const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return sum;
};
