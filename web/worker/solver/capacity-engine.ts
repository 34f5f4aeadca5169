import {
  ancestorAt,
  capacityProblem,
  capacitySet,
  createCapacityFlow,
  greedyByCapacity,
  isWithin,
  kindsOf,
  scoreByCapacity,
  sitesOf,
  type CapacitySet,
} from '#analysis';
import type { Position } from '#model/geometry';
import { exactByCapacity } from './exact-capacity.ts';
import type { SiteCandidate } from './site-candidates.ts';
import { conditionsOf, kecamatanOf, sumOf, type EngineInput, type Found, type SiteEngine } from './site-engine.ts';
import { columnsOf, reachedBy, reachOf } from './site-reach.ts';

/**
 * A site serves at most what its capacity allows. The standard says how many people one facility is for; one of the median capacity of
 * those there are is taken to be that one, and others have room in proportion. Where capacities are mostly not known each facility
 * is one, as in the floating catchment, and none is offered for enlarging.
 * Throws a RangeError for a standard without people per unit, and with the dial turned: who is served is then a choice.
 */
export async function capacityEngine(input: EngineInput): Promise<SiteEngine> {
  const { data, scenario, standard, request } = input;
  const { demand, fields, selection } = scenario;
  const peoplePerUnit = standard.tests.ratio?.peoplePerUnit;
  if (peoplePerUnit === undefined) throw new RangeError(`${standard.id} has no people per unit`);
  if (request.equity > 0) throw new RangeError('capacity is not weighed with the dial');
  const reach = reachOf(request.question.measure, standard, scenario);
  const sites = sitesOf(data.facilities, selection, kindsOf(standard, request.question.kemenag));
  const changed = sites.changed(request.changes);
  const now = new Map([...sites.base, ...changed]);
  const open = [...now.values()].filter(({ position }) => position !== null);
  const one = sites.supply.unit === 'capacity' ? medianOf([...sites.base.values()].map(({ supply }) => supply)) : 1;
  const roomOf = (units: number): number => Math.floor((peoplePerUnit * units) / one);
  const unitsOf = (stated: number | null): number => (sites.supply.unit === 'capacity' ? (stated ?? one) : 1);

  const upgrades: SiteCandidate[] = [];
  if (sites.supply.unit === 'capacity' && request.cost.upgrade !== null) {
    for (const [row, { position }] of sites.base) {
      const region = data.facilities.region[row]!;
      const id = `facility:${data.facilities.id[row]}`;
      if (!position || changed.has(row) || !isWithin(region, data.ownCodes) || request.forbidden.includes(id)) continue;
      upgrades.push({
        ...{ id, action: 'upgrade', name: data.facilities.name[row]!, position },
        ...{ kecamatan: ancestorAt(region, 'kecamatan'), facility: data.facilities.id[row]! },
      });
    }
  }
  const candidates = [...input.candidates, ...upgrades];
  const rowOf = new Map(kecamatanOf(scenario).map((code, row) => [code, row]));
  const places: Position[] = [...candidates, ...open].map(({ position }) => position!);
  const conditions = await conditionsOf(input);
  const problem = capacityProblem(
    demand.people,
    reachedBy(fields, columnsOf(places), 0, places.length, reach),
    Float64Array.from([
      ...candidates.map(({ action }) => roomOf(unitsOf(request.capacity[action]))),
      ...open.map(({ supply }) => roomOf(supply)),
    ]),
    {
      kecamatan: Int32Array.from(candidates, ({ kecamatan }) => rowOf.get(kecamatan)!),
      cost: Float64Array.from(candidates, ({ action }) => request.cost[action] ?? 0),
    },
    { ...conditions, need: Math.ceil((request.targetShare ?? 0) * sumOf(demand.people) - 1e-9) },
  );
  const found = (set: CapacitySet | null): Found | null =>
    set && { chosen: set.chosen, score: scoreByCapacity(problem, set) };
  const servedBy = (chosen: readonly number[]): number => {
    const flow = createCapacityFlow(problem);
    for (const option of chosen) flow.open(option);
    return flow.served;
  };
  return {
    candidates,
    greedy: () => found(greedyByCapacity(problem)),
    exact(highs, from, seconds, onProgress) {
      const state = exactByCapacity(highs, problem, {
        seconds,
        from: from && capacitySet(problem, from.chosen),
        onProgress: ({ best, ...rest }) => onProgress({ ...rest, best: found(best) }),
      });
      return { ...state, best: found(state.best) };
    },
    served: servedBy,
    leastShare: () => null,
    scoreOfNone: request.objective === 'fewest-sites' ? 0 : servedBy([]),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1;
}
