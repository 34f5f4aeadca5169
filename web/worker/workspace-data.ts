import {
  decodeDemand,
  decodeRoadNetwork,
  type AssessedRegion,
  type Demand,
  type FacilityColumns,
  type RoadNetwork,
} from '#analysis';
import type { AnswerOf, DatasetItem, RegionItem } from '#contract';
import type { FacilityKind } from '#model/facility';
import type { RegionCode } from '#model/region';
import type { Backend } from '../backend/backend.ts';
import { loadOnce } from './load-once.ts';

type KindItem = AnswerOf<'facilityKinds'>['items'][number];
export type NamedFacilities = AnswerOf<'analysisFacilities'> & FacilityColumns;

/** What every question needs: loaded together by the first one. */
export interface WorkspaceData {
  /** All regions, those of loaded neighbours too. */
  readonly regionItems: readonly RegionItem[];
  readonly regions: readonly AssessedRegion[];
  readonly ownCodes: ReadonlySet<RegionCode>;
  readonly facilities: NamedFacilities;
  readonly kinds: readonly KindItem[];
  /** Kinds that some loaded dataset is about. */
  readonly knownKinds: readonly FacilityKind[];
  readonly datasets: ReadonlyMap<string, DatasetItem>;
  readonly demand: Demand;
  /** What only some questions need, each loaded by the first that does. */
  readonly boundaries: () => Promise<AnswerOf<'analysisBoundaries'>>;
  readonly registers: () => Promise<AnswerOf<'analysisRegisters'>>;
  /** Null where no road is loaded. */
  readonly roads: () => Promise<RoadNetwork | null>;
  readonly projects: () => Promise<AnswerOf<'analysisProjects'>>;
  readonly standards: () => Promise<AnswerOf<'standards'>>;
}

/** Loads everything that every question needs, once. Throws `BackendError`. */
export async function loadWorkspace(backend: Backend): Promise<WorkspaceData> {
  const [regionItems, facilities, kinds, datasets, cells] = await Promise.all([
    backend.get('regions', { foreign: 'true' }),
    backend.get('analysisFacilities'),
    backend.get('facilityKinds'),
    backend.get('datasets'),
    backend.demand(),
  ]);
  const regions = regionItems.items.map((item) => ({
    code: item.code,
    name: item.name,
    level: item.level,
    parent: item.parent,
    own: item.own,
    population: item.population?.value ?? null,
  }));
  return {
    regionItems: regionItems.items,
    regions,
    ownCodes: new Set(regions.filter((region) => region.own).map((region) => region.code)),
    facilities,
    kinds: kinds.items,
    knownKinds: kinds.items.filter((item) => item.datasets.length > 0).map((item) => item.kind),
    datasets: new Map(datasets.items.map((dataset) => [dataset.id, dataset])),
    demand: decodeDemand(cells),
    boundaries: loadOnce(() => backend.get('analysisBoundaries')),
    roads: loadOnce(async () => {
      const bytes = await backend.roads();
      return bytes && decodeRoadNetwork(bytes).network;
    }),
    registers: loadOnce(() => backend.get('analysisRegisters')),
    projects: loadOnce(() => backend.get('analysisProjects')),
    standards: loadOnce(() => backend.get('standards')),
  };
}
