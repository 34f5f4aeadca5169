import {
  capacityLimit,
  createAssessor,
  createReachFields,
  suppliesOf,
  type AssessedRegion,
  type AssessmentOptions,
  type Assessor,
  type Demand,
  type ReachFields,
  type RoadNetwork,
  type Selection,
} from '#analysis';
import type { AssessmentInput } from '#contract';
import type { TravelMode, TravelPath } from '#model/travel';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import { inputOf } from './gaps-reply.ts';
import { openPopulations } from './populations.ts';
import type { CapacityMethod, GapsQuestion, Measure, Register, TravelMethod } from './questions.ts';
import type { WorkspaceData } from './workspace-data.ts';

/** A question made ready for the engine: with which people, by which way, up to where. */
export interface Scenario {
  readonly assessor: Assessor;
  readonly options: AssessmentOptions;
  readonly regions: readonly AssessedRegion[];
  readonly demand: Demand;
  readonly fields: ReachFields;
  readonly selection: Selection | null;
  readonly populationDatasets: readonly string[];
  readonly register: Register | null;
  readonly registers: readonly Register[];
  readonly travel: TravelMethod | null;
  readonly capacity: CapacityMethod | null;
  /** The roads that travel was found on; empty on straight lines. */
  readonly roadInputs: readonly AssessmentInput[];
}

/** Where neither the question nor the standard says how many minutes are too many: the middle band of Riskesdas. */
const DEFAULT_MINUTES = 30;
/** A network is used unasked only when it reaches nearly everybody: a few main roads alone would leave most unplaced. */
const LEAST_PLACED_SHARE = 0.9;

/** Everything of a question that changes its numbers, as text. */
export function keyOf(question: GapsQuestion): string {
  const { standard, measures: _, ...rest } = question;
  return JSON.stringify([standard.id, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Turns questions into scenarios; assessors and their remembered fields are kept between them. */
export function openScenarios(data: WorkspaceData): (question: GapsQuestion) => Promise<Scenario> {
  let network: RoadNetwork | null = null;
  const fields = createReachFields(data.demand, { speeds: TRAVEL_SPEEDS, network: () => network });
  const populationOf = openPopulations(data, ({ regions, demand }) =>
    createAssessor({ ...data, regions, demand, fields }),
  );

  async function loadNetwork(): Promise<RoadNetwork | null> {
    network ??= await data.roads();
    return network;
  }

  /** The way asked for as far as it can be had; unasked the network, where a real one reaches nearly everybody. */
  async function pathFor(asked: TravelPath | null, mode: TravelMode): Promise<TravelPath> {
    if (asked === 'straight') return 'straight';
    const roads = await loadNetwork();
    if (!roads) return 'straight';
    if (asked === 'network') return 'network';
    if (roads.datasets.some(({ sample }) => sample)) return 'straight';
    const all = sumOf(data.demand.people);
    const unplaced = unplacedPeople(data.demand, fields.accessMinutes(mode, 'network'));
    return all > 0 && 1 - unplaced / all >= LEAST_PLACED_SHARE ? 'network' : 'straight';
  }

  function travelMethod(demand: Demand, mode: TravelMode, path: TravelPath, minutes: number): TravelMethod {
    const speeds = TRAVEL_SPEEDS.modes[mode];
    const used =
      path === 'straight' ? [speeds.straight.central] : Object.values(speeds.road).map(({ central }) => central);
    return {
      mode,
      path,
      minutes,
      isSample: path === 'network' && (network?.datasets.some(({ sample }) => sample) ?? false),
      speedKmh: { least: Math.min(...used), most: Math.max(...used) },
      unplacedPeople: unplacedPeople(demand, fields.accessMinutes(mode, path)),
    };
  }

  return async (question) => {
    const { standard, level, owners, kemenag, crossBorder, mode, measures } = question;
    const isWanted = (measure: Measure): boolean => measures === undefined || measures.includes(measure);
    const population = await populationOf(question.register);
    const { assessor, demand } = population;
    const limit = capacityLimit(standard);
    const needsTravel = isWanted('travel') || (isWanted('capacity') && limit.unit === 'minutes');
    const minutes = question.minutes ?? standard.tests.travel?.minutes ?? DEFAULT_MINUTES;
    const path = needsTravel ? await pathFor(question.path, mode) : 'straight';
    const options: AssessmentOptions = {
      level,
      owners,
      kemenag,
      crossBorder,
      ...(needsTravel && { travel: { mode, path, minutes } }),
      capacity: isWanted('capacity'),
    };
    const selection = assessor.select(standard, options);
    const isPlaced = selection !== null && selection.placed.length > 0;
    return {
      ...population,
      options,
      fields,
      selection,
      travel: needsTravel && isPlaced ? travelMethod(demand, mode, path, minutes) : null,
      capacity: isWanted('capacity') && isPlaced ? capacityMethod(data, question, selection) : null,
      roadInputs:
        path === 'network' && network
          ? network.datasets.flatMap(({ id }) => inputOf(data.datasets.get(id), 'roads') ?? [])
          : [],
    };
  };
}

function capacityMethod(data: WorkspaceData, { standard }: GapsQuestion, selection: Selection): CapacityMethod {
  const { unit, assumed } = suppliesOf(data.facilities, selection);
  const limit = capacityLimit(standard);
  const ratio = standard.tests.ratio;
  return {
    unit,
    assumed,
    facilities: selection.placed.length,
    limit: limit.value,
    limitUnit: limit.unit,
    limitFrom: limit.from,
    requiredPer1000: ratio && unit === 'facilities' ? 1000 / ratio.peoplePerUnit : null,
  };
}

function unplacedPeople(demand: Demand, access: Float32Array | null): number {
  if (!access) return 0;
  return demand.people.reduce((sum, people, cell) => (Number.isNaN(access[cell]!) ? sum + people : sum), 0);
}

const sumOf = (people: Uint32Array): number => people.reduce((sum, of) => sum + of, 0);
