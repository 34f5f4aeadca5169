import { createAssessor, createReachFields, type AssessmentOptions, type Assessor, type Demand } from '#analysis';
import { TRAVEL_SPEEDS } from '../../data/standards/travel-speeds.ts';
import type { CapacityMethod, GapsQuestion, Register, TravelMethod } from './questions.ts';
import type { WorkspaceData } from './workspace-data.ts';

/** A question made ready for the engine: with which people, by which way, up to where. */
export interface Scenario {
  readonly assessor: Assessor;
  readonly options: AssessmentOptions;
  readonly demand: Demand;
  readonly populationDatasets: readonly string[];
  readonly register: Register | null;
  readonly registers: readonly Register[];
  readonly travel: TravelMethod | null;
  readonly capacity: CapacityMethod | null;
}

/** Where neither the question nor the standard says how many minutes are too many: the middle band of Riskesdas. */
const DEFAULT_MINUTES = 30;

/** Everything of a question that changes its numbers, as text. */
export function keyOf(question: GapsQuestion): string {
  const { standard, ...rest } = question;
  return JSON.stringify([standard.id, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Turns questions into scenarios; assessors and their remembered fields are kept between them. */
export function openScenarios(data: WorkspaceData): (question: GapsQuestion) => Promise<Scenario> {
  const fields = createReachFields(data.demand, TRAVEL_SPEEDS);
  const assessor = createAssessor({ ...data, fields });
  const populationDatasets = data.regionItems.flatMap((item) => (item.own && item.population?.dataset) || []);

  return async (question) => {
    const minutes = question.minutes ?? question.standard.tests.travel?.minutes ?? DEFAULT_MINUTES;
    const { level, owners, kemenag, crossBorder, mode } = question;
    const options: AssessmentOptions = {
      level,
      owners,
      kemenag,
      crossBorder,
      travel: { mode, path: 'straight', minutes },
    };
    const speed = TRAVEL_SPEEDS.modes[mode].straight.central;
    const isPlaced = (assessor.select(question.standard, options)?.placed.length ?? 0) > 0;
    return {
      assessor,
      options,
      demand: data.demand,
      populationDatasets,
      register: null,
      registers: [],
      travel: isPlaced
        ? {
            mode,
            path: 'straight',
            minutes,
            isSample: false,
            speedKmh: { least: speed, most: speed },
            unplacedPeople: 0,
          }
        : null,
      capacity: null,
    };
  };
}
