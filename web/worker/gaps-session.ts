import { createAssessor, decodeDemand, type AssessmentResult, type FacilityColumns } from '#analysis';
import type { AssessmentInput, DatasetItem } from '#contract';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { RegionCode, RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';
import type { Backend } from '../backend/backend.ts';
import { cautionsOf, type DataCaution } from './data-cautions.ts';

export interface GapsQuestion {
  readonly standard: ServiceStandard;
  readonly level: RegionLevel;
  readonly owners: readonly FacilityOwner[];
  readonly kemenag: boolean;
  readonly crossBorder: boolean;
}
export type OwnerCounts = Readonly<Record<FacilityOwner, number>>;
/** The answer together with the question and the data that produced it. */
export interface GapsReply extends AssessmentResult {
  readonly question: GapsQuestion;
  readonly inputs: readonly AssessmentInput[];
  /** Known flaws of the facility datasets used, so that a hole in the data is not taken for a missing facility. */
  readonly cautions: readonly DataCaution[];
  /** Regions of the answer whose population is, at least in part, an estimate. */
  readonly estimated: readonly RegionCode[];
  /** Names of our own kecamatan by code, for the rows of their desa. */
  readonly kecamatanNames: Readonly<Record<RegionCode, string>>;
  /** Facilities of the standard's own kinds inside the region, whatever the toggles say; null when nothing is known of them. */
  readonly ownerCounts: OwnerCounts | null;
  readonly kemenagCount: number | null;
  /** Facilities of the same kinds in neighbouring territory. */
  readonly borderCount: number;
  readonly cellMetres: number | null;
  readonly weighted: boolean;
}

export interface GapsSession {
  assess(question: GapsQuestion): GapsReply;
}

/** Loads everything the engine needs, once; every question after that is answered without the network. */
export async function openGapsSession(backend: Backend): Promise<GapsSession> {
  const [regionItems, columns, kinds, datasets, cells] = await Promise.all([
    backend.get('regions'),
    backend.get('analysisFacilities'),
    backend.get('facilityKinds'),
    backend.get('datasets'),
    backend.demand(),
  ]);
  const demand = decodeDemand(cells);
  const regions = regionItems.items.map((item) => ({
    code: item.code,
    name: item.name,
    level: item.level,
    parent: item.parent,
    own: item.own,
    population: item.population?.value ?? null,
  }));
  const knownKinds = kinds.items.filter((item) => item.datasets.length > 0).map((item) => item.kind);
  const assessor = createAssessor({ regions, facilities: columns, demand, knownKinds });
  const ownCodes = new Set(regions.filter((region) => region.own).map((region) => region.code));
  const datasetOf = new Map(datasets.items.map((dataset) => [dataset.id, dataset]));
  const ownRegions = regionItems.items.filter((item) => item.own);
  const kecamatanNames = Object.fromEntries(
    ownRegions.filter((item) => item.level === 'kecamatan').map((item) => [item.code, item.name]),
  );
  const populationDatasets = uniqueOf(ownRegions.map((item) => item.population?.dataset));

  function inputsOf(kindsUsed: readonly FacilityKind[], level: RegionLevel): AssessmentInput[] {
    const facilityDatasets = uniqueOf(
      kinds.items.filter((item) => kindsUsed.includes(item.kind)).flatMap((item) => item.datasets),
    );
    const regionDatasets = uniqueOf(ownRegions.filter((item) => item.level === level).map((item) => item.dataset));
    return [
      ...populationDatasets.map((id) => inputOf(datasetOf.get(id), 'population' as const)),
      ...facilityDatasets.map((id) => inputOf(datasetOf.get(id), 'facilities' as const)),
      ...regionDatasets.map((id) => inputOf(datasetOf.get(id), 'regions' as const)),
    ].filter((input) => input !== null);
  }

  return {
    assess(question) {
      const { standard, ...options } = question;
      const result = assessor.assess(standard, options);
      const kemenagKinds = standard.kemenagKinds.filter((kind) => knownKinds.includes(kind));
      const own = standard.facilityKinds.filter((kind) => knownKinds.includes(kind));
      const inputs = inputsOf([...own, ...(question.kemenag ? kemenagKinds : [])], question.level);
      return {
        ...result,
        question,
        inputs,
        cautions: cautionsOf(inputs, datasets.items),
        estimated: ownRegions
          .filter((item) => item.level === question.level && item.population?.estimated)
          .map((item) => item.code),
        kecamatanNames,
        ownerCounts: own.length === 0 ? null : countOwners(columns, own, ownCodes),
        kemenagCount: kemenagKinds.length === 0 ? null : sumOf(countOwners(columns, kemenagKinds, ownCodes)),
        borderCount: columns.kind.filter((kind, at) => own.includes(kind) && !isWithin(columns.region[at]!, ownCodes))
          .length,
        cellMetres: demand.grid.cellMetres,
        weighted: demand.weighted,
      };
    },
  };
}

function inputOf(dataset: DatasetItem | undefined, role: AssessmentInput['role']): AssessmentInput | null {
  if (!dataset) return null;
  const { id, title, producer, date, status, records } = dataset;
  return { dataset: id, title, producer, date, status, role, records };
}

function countOwners(
  columns: FacilityColumns,
  kinds: readonly FacilityKind[],
  ownCodes: ReadonlySet<RegionCode>,
): OwnerCounts {
  const counts: Record<FacilityOwner, number> = { negeri: 0, swasta: 0, 'tidak-diketahui': 0 };
  columns.kind.forEach((kind, at) => {
    if (kinds.includes(kind) && isWithin(columns.region[at]!, ownCodes)) counts[columns.owner[at]!] += 1;
  });
  return counts;
}

/** A facility stands in the territory when its kecamatan or desa, or a region above it, is one of ours. */
function isWithin(code: RegionCode, ownCodes: ReadonlySet<RegionCode>): boolean {
  return ownCodes.has(code) || ownCodes.has(code.slice(0, 8)) || ownCodes.has(code.slice(0, 5));
}

const sumOf = (counts: OwnerCounts): number => counts.negeri + counts.swasta + counts['tidak-diketahui'];
const uniqueOf = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
