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
  type ReachFields,
  type ReachLimit,
  type ReachLists,
  type SiteCells,
  type SiteConditions,
  type SiteProblem,
  type SiteSet,
} from '#analysis';
import type { RegionCode } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { Backend } from '../../backend/backend.ts';
import { openScenarios, type Scenario } from '../scenarios.ts';
import type { BestSites, BestSitesRequest, ChosenSite } from '../siting/siting-questions.ts';
import { loadWorkspace, type WorkspaceData } from '../workspace-data.ts';
import { exactSites, type SearchState } from './exact-sites.ts';
import { buildCandidates, type SiteCandidate, type SiteLayers } from './site-candidates.ts';

/** What is asked of the outside. */
export interface SearchSources {
  readonly backend: Backend;
  readonly layers: () => Promise<SiteLayers>;
  /** Loaded by the first request for proof. */
  readonly highs: () => Promise<Highs>;
}
export type SiteSearch = (request: BestSitesRequest, onProgress: (found: BestSites) => void) => Promise<BestSites>;

/** Somebody without any way today travels as if by the farthest way that anybody has, and at least twice the reach. */
const CEILING_BY_REACH = 2;
const SECONDS_PER_MINUTE = 60;

/**
 * Answers requests for the best sites with data loaded once. `onProgress` is called with greedy's answer first, then with each better
 * set or bound, so that whoever stops the search has the best so far with its gap.
 * The search rejects with `BackendError`, and with a RangeError for a standard without the reach that is asked for.
 */
export async function openSiteSearch({ backend, layers, highs }: SearchSources): Promise<SiteSearch> {
  const [data, standards, siteLayers] = await Promise.all([loadWorkspace(backend), backend.get('standards'), layers()]);
  const scenarioOf = openScenarios(data);

  return async (request, onProgress) => {
    const begin = performance.now();
    const { question } = request;
    const standard = standards.items.find(({ id }) => id === question.standard);
    if (!standard) throw new RangeError(`no standard ${question.standard}`);
    const scenario = await scenarioOf({
      ...question,
      standard,
      level: 'kecamatan',
      path: question.measure === 'travel' ? question.path : null,
      measures: [question.measure],
    });
    const { candidates, notChecked } = await buildCandidates(data, siteLayers, request, standard.landSquareMetres);
    const search = problemsOf(data, scenario, standard, request, candidates);
    const { cover, problem } = search;
    const servedBefore = sumOf(cover.base);
    const greedy = greedySites(problem);
    const answer = (state: Pick<SearchState, 'best' | 'bound'>, status: BestSites['status']): BestSites => {
      const chosen = state.best?.chosen ?? [];
      const served = state.best ? valueOf(cover, chosen) : cover.base;
      const gained = (set: SiteSet): number => sumOf(valueOf(cover, set.chosen)) - servedBefore;
      return {
        status,
        sites: chosen.map((option) => chosenSite(data, candidates[option]!, cover, option, request)),
        servedBefore,
        servedAfter: sumOf(served),
        gained: sumOf(served) - servedBefore,
        costRupiah: costOfAll(request, chosen.length),
        gap: status === 'greedy' || !state.best ? null : gapOf(state.best.score, state.bound),
        greedy: greedy && {
          gained: gained(greedy),
          costRupiah: costOfAll(request, greedy.chosen.length),
          objective: Math.abs(greedy.score),
        },
        objective: Math.abs(state.best?.score ?? scoreOf(problem, problem.base, 0)),
        leastShareBefore: leastShare(cover, cover.base),
        leastShareAfter: leastShare(cover, served),
        candidates: candidates.length,
        notChecked,
        milliseconds: performance.now() - begin,
      };
    };
    const ofGreedy = answer({ best: greedy, bound: Infinity }, greedy ? 'greedy' : 'none');
    if (request.method === 'greedy') return ofGreedy;
    onProgress(ofGreedy);
    const state = exactSites(await highs(), problem, {
      seconds: request.timeLimitSeconds,
      from: greedy,
      onProgress: (state) => onProgress(answer(state, state.best ? 'feasible' : 'none')),
    });
    return answer(state, state.best || state.status === 'infeasible' ? state.status : 'none');
  };
}

/** The problem of covering, by which people are told, and the one whose score is asked for. */
function problemsOf(
  data: WorkspaceData,
  scenario: Scenario,
  standard: ServiceStandard,
  request: BestSitesRequest,
  candidates: readonly SiteCandidate[],
): { readonly cover: SiteProblem; readonly problem: SiteProblem } {
  const { question, objective, equity } = request;
  const { demand, fields, selection, regions, options } = scenario;
  const reach = reachOf(question.measure, standard, scenario);
  const codes = [...new Set(demand.desaCodes.map((code) => ancestorAt(code, 'kecamatan')))].sort();
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
  const places = {
    longitude: Float64Array.from(candidates, ({ position }) => position[0]),
    latitude: Float64Array.from(candidates, ({ position }) => position[1]),
  };
  const conditions = conditionsOf(request, codes);
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

type OneReach = ReachLimit & { readonly value: number };

function reachOf(measure: 'radius' | 'travel', standard: ServiceStandard, { options }: Scenario): OneReach {
  if (measure === 'travel') {
    const { mode, path, minutes } = options.travel!;
    return { unit: 'minutes', value: minutes, mode, path };
  }
  const radius = standard.tests.radius;
  if (radius?.path !== 'straight') throw new RangeError(`${standard.id} has no straight radius`);
  return { unit: 'metres', value: radius.radiusMetres };
}

/**
 * The cells that each place reaches, by the comparison that counts people as reached elsewhere: on the network minutes are kept in
 * single precision, and a limit there may lie between two of them.
 */
function reachedBy(
  fields: ReachFields,
  places: { readonly longitude: Float64Array; readonly latitude: Float64Array },
  from: number,
  to: number,
  reach: OneReach,
): ReachLists {
  const selection = { ...NO_SELECTION, ...places };
  const wide = fields.reachLists(selection, from, to, { ...reach, value: reach.value * (1 + 1e-6) + 1e-3 });
  const isSingle = reach.unit === 'minutes' && reach.path === 'network';
  const first = new Uint32Array(wide.first.length);
  const kept: number[] = [];
  for (let place = 0; place + 1 < wide.first.length; place++) {
    for (let at = wide.first[place]!; at < wide.first[place + 1]!; at++) {
      if ((isSingle ? Math.fround(wide.cost[at]!) : wide.cost[at]!) <= reach.value) kept.push(at);
    }
    first[place + 1] = kept.length;
  }
  return {
    first,
    cell: Uint32Array.from(kept, (at) => wide.cell[at]!),
    cost: Float64Array.from(kept, (at) => wide.cost[at]!),
  };
}
const NO_SELECTION = { key: 'candidates', counted: [], serving: [], placed: new Int32Array() };

/** What the request demands beyond what the fixed changes give already. */
function conditionsOf(request: BestSitesRequest, codes: readonly RegionCode[]): SiteConditions {
  const fixed = request.changes.reduce((sum, { costRupiah }) => sum + (costRupiah ?? 0), 0);
  const { budgetRupiah, minimumPerKecamatan, cost } = request;
  if (budgetRupiah !== null && cost.build === null) throw new RangeError('a budget needs the cost of a site');
  return {
    objective: request.objective,
    count: request.count,
    budget: budgetRupiah === null ? null : budgetRupiah - fixed,
    minimum: Int32Array.from(codes, (code) => minimumPerKecamatan[code] ?? 0),
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

function chosenSite(
  data: WorkspaceData,
  { id, action, name, kecamatan, position, facility }: SiteCandidate,
  cover: SiteProblem,
  option: number,
  { cost }: BestSitesRequest,
): ChosenSite {
  return {
    candidate: id,
    action,
    name,
    kecamatan: data.regionItems.find(({ code }) => code === kecamatan)?.name ?? kecamatan,
    position,
    facility,
    costRupiah: cost[action],
    alone: sumOf(valueOf(cover, [option])) - sumOf(cover.base),
  };
}

const costOfAll = ({ cost }: BestSitesRequest, sites: number): number | null =>
  cost.build === null ? null : cost.build * sites;

/** The distance between a score and its bound, by the larger of both; 0 when they are equal. */
export function gapOf(score: number, bound: number): number {
  const apart = Math.max(0, bound - score);
  return apart === 0 ? 0 : Math.min(1, apart / Math.max(Math.abs(bound), Math.abs(score)));
}

function leastShare({ people }: SiteProblem, served: Float64Array): number | null {
  const shares = Array.from(served, (of, k) => of / people[k]!).filter((share) => Number.isFinite(share));
  return shares.length === 0 ? null : Math.min(...shares);
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  return sum;
};
