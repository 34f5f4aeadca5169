import { isWithin, kindsOf, type AssessmentResult } from '#analysis';
import type { AssessmentInput, DatasetItem } from '#contract';
import type { FacilityKind, FacilityOwner } from '#model/facility';
import type { RegionLevel } from '#model/region';
import { cautionsOf } from './data-cautions.ts';
import type { GapsQuestion, GapsReply, OwnerCounts } from './questions.ts';
import type { Scenario } from './scenarios.ts';
import type { WorkspaceData } from './workspace-data.ts';

/** What the assessor answers, with everything a reader needs to judge it: inputs, known flaws, what the toggles leave out. */
export type GapsContext = Omit<
  GapsReply,
  keyof AssessmentResult | 'question' | 'inputs' | 'travel' | 'equity' | 'registers' | 'register' | 'capacity'
> & {
  readonly inputs: readonly AssessmentInput[];
};

/** The context of an answer; estimates are only known of the register in use. */
export function gapsContext(
  data: WorkspaceData,
  question: GapsQuestion,
  { populationDatasets, register }: Pick<Scenario, 'populationDatasets' | 'register'>,
): GapsContext {
  const { standard, kemenag, level } = question;
  const used = kindsOf(standard, kemenag).filter((kind) => data.knownKinds.includes(kind));
  const own = standard.facilityKinds.filter((kind) => data.knownKinds.includes(kind));
  const ofKemenag = standard.kemenagKinds.filter((kind) => data.knownKinds.includes(kind));
  const inputs = inputsOf(data, used, level, populationDatasets);
  const ownRegions = data.regionItems.filter((item) => item.own);
  return {
    inputs,
    cautions: cautionsOf(inputs, [...data.datasets.values()]),
    estimated: ownRegions
      .filter((item) => item.level === level && item.population?.estimated && register?.inUse !== false)
      .map((item) => item.code),
    kecamatanNames: Object.fromEntries(
      ownRegions.filter((item) => item.level === 'kecamatan').map((item) => [item.code, item.name]),
    ),
    ownerCounts: own.length === 0 ? null : countOwners(data, own),
    kemenagCount: ofKemenag.length === 0 ? null : sumOf(countOwners(data, ofKemenag)),
    borderCount: data.facilities.kind.filter(
      (kind, at) => own.includes(kind) && !isWithin(data.facilities.region[at]!, data.ownCodes),
    ).length,
    cellMetres: data.demand.grid.cellMetres,
    weighted: data.demand.weighted,
  };
}

/** The datasets of population, facilities and outlines that an answer rests on. */
function inputsOf(
  data: WorkspaceData,
  kindsUsed: readonly FacilityKind[],
  level: RegionLevel,
  populationDatasets: readonly string[],
): AssessmentInput[] {
  const facilityDatasets = data.kinds.filter((item) => kindsUsed.includes(item.kind)).flatMap((item) => item.datasets);
  const regionDatasets = data.regionItems
    .filter((item) => item.own && item.level === level)
    .map((item) => item.dataset);
  const inRole = (role: AssessmentInput['role'], ids: readonly string[]): AssessmentInput[] =>
    [...new Set(ids)].flatMap((id) => inputOf(data.datasets.get(id), role) ?? []);
  return [
    ...inRole('population', populationDatasets),
    ...inRole('facilities', facilityDatasets),
    ...inRole('regions', regionDatasets),
  ];
}

/** A dataset as an input in a role; null when it is not listed. */
export function inputOf(dataset: DatasetItem | undefined, role: AssessmentInput['role']): AssessmentInput | null {
  if (!dataset) return null;
  const { id, title, producer, date, status, records } = dataset;
  return { dataset: id, title, producer, date, status, role, records };
}

function countOwners({ facilities, ownCodes }: WorkspaceData, kinds: readonly FacilityKind[]): OwnerCounts {
  const counts: Record<FacilityOwner, number> = { negeri: 0, swasta: 0, 'tidak-diketahui': 0 };
  facilities.kind.forEach((kind, at) => {
    if (kinds.includes(kind) && isWithin(facilities.region[at]!, ownCodes)) counts[facilities.owner[at]!] += 1;
  });
  return counts;
}

const sumOf = (counts: OwnerCounts): number => counts.negeri + counts.swasta + counts['tidak-diketahui'];
