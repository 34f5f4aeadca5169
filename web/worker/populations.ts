import { desaPeople, respread, type AssessedRegion, type Assessor, type Demand } from '#analysis';
import type { AnswerOf } from '#contract';
import type { Register } from './questions.ts';
import type { WorkspaceData } from './workspace-data.ts';

/** The people that a question counts with. */
export interface Population {
  readonly assessor: Assessor;
  readonly regions: readonly AssessedRegion[];
  readonly demand: Demand;
  readonly populationDatasets: readonly string[];
  /** Null when the registers are not known. */
  readonly register: Register | null;
  readonly registers: readonly Register[];
}

/**
 * The people by register (dataset id; null for the one in use). A register that is not there gives the one in use: the
 * answer names which it was. Each register has its own assessor, made by the first question about it and kept.
 */
export function openPopulations(
  data: WorkspaceData,
  assessorOf: (people: Pick<Population, 'regions' | 'demand'>) => Assessor,
): (dataset: string | null) => Promise<Population> {
  const known = new Map<string, Population>();
  const inUse = {
    regions: data.regions,
    demand: data.demand,
    assessor: assessorOf(data),
    populationDatasets: data.regionItems.flatMap((item) => (item.own && item.population?.dataset) || []),
  };
  return async (dataset) => {
    const { registers, people } = await data.registers();
    const index = registers.findIndex((register) => register.dataset === dataset);
    const chosen = registers[index];
    if (!chosen || chosen.inUse) {
      return { ...inUse, register: registers.find((register) => register.inUse) ?? null, registers };
    }
    let population = known.get(chosen.dataset);
    if (!population) {
      const counted = peopleBy(data, people, index, chosen.dataset);
      population = {
        ...counted,
        assessor: assessorOf(counted),
        populationDatasets: [chosen.dataset],
        register: chosen,
        registers,
      };
      known.set(chosen.dataset, population);
    }
    return population;
  };
}

/** Regions and cells with the figures of one register. */
function peopleBy(
  data: WorkspaceData,
  people: AnswerOf<'analysisRegisters'>['people'],
  index: number,
  dataset: string,
): Pick<Population, 'regions' | 'demand'> {
  const figureOf = (code: string): number | null => people[code]?.[index] ?? null;
  return {
    regions: data.regions.map((region) => (region.own ? { ...region, population: figureOf(region.code) } : region)),
    demand: respread(data.demand, desaPeople(data.demand, figureOf), dataset).demand,
  };
}
