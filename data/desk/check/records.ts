import type { Point } from 'geojson';
import type { DeskFamily } from '#model/upload';
import type {
  FacilityRow,
  InfrastructureRow,
  PermitApplicantRow,
  PermitRow,
  PopulationRow,
  ProjectRow,
} from '../../import/write.ts';
import type { Value, Values } from './fields.ts';
import type { Identity } from './identity.ts';
import type { CheckContext } from './index.ts';
import type { Issues } from './issues.ts';
import { readPauses, type Pause } from './pauses.ts';
import type { Place, PlaceRules } from './place.ts';
import { dimensionOf } from './shapes.ts';

/** What a row becomes: the rows of `data/import/write.ts`, with what belongs to a project or permit in one piece. */
export type FacilityDeskRecord = FacilityRow;
export type InfrastructureDeskRecord = InfrastructureRow;
export type ProjectDeskRecord = ProjectRow & { regions: { region: string; share: number }[] };
export type PermitDeskRecord = PermitRow & { applicant: Omit<PermitApplicantRow, 'permit'>; pauses: Pause[] };
/** `period` follows from the date of the dataset and is filled when it is published. */
export type PopulationDeskRecord = Omit<PopulationRow, 'period'> & { period: null };

const LINES = new Set(['road', 'coast', 'fibre']);
const POINTS = new Set(['street-light', 'road-sign', 'ict-site', 'bridge']);

/** What shapes a row of the family, and of its kind, may have. */
export function placeRulesOf(family: DeskFamily, values: Values): PlaceRules {
  if (family === 'population') return { dimensions: [], needsGeometry: false, needsRegion: true };
  if (family === 'infrastructure') {
    const kind = String(values['kind'] ?? '');
    const dimensions = LINES.has(kind)
      ? ([1] as const)
      : POINTS.has(kind)
        ? ([0] as const)
        : kind === 'land-asset'
          ? ([2] as const)
          : ([1, 2] as const);
    return { dimensions: values['kind'] === null ? [0, 1, 2] : dimensions, needsGeometry: true, needsRegion: false };
  }
  // A project that nobody knows the place of is one all the same: the list of places asks for it.
  if (family === 'project')
    return { dimensions: [0, 1, 2], needsGeometry: false, needsRegion: true, mayLieAnywhere: true };
  return { dimensions: [0], needsGeometry: false, needsRegion: true };
}

/**
 * The record of a row, with what only shows when its values are seen together (dates in order, sums) among the issues. Null
 * where something that it needs is missing; that is an issue then.
 */
export function buildRecord(
  values: Values,
  place: Place,
  identity: Identity,
  context: CheckContext,
  issues: Issues,
): unknown {
  switch (context.family) {
    case 'facility':
      return facility(values, place, identity);
    case 'infrastructure':
      return infrastructure(values, place, identity);
    case 'project':
      return project(values, place, identity, issues);
    case 'permit':
      return permit(values, place, identity, issues);
    case 'population':
      return population(values, place, issues);
  }
}

const text = (value: Value | undefined) => (typeof value === 'string' ? value : null);
const number = (value: Value | undefined) => (typeof value === 'number' ? value : null);
const point = ({ position }: Place): Point | null =>
  position === null ? null : { type: 'Point', coordinates: position };

function facility(values: Values, place: Place, identity: Identity): FacilityDeskRecord | null {
  if (identity.id === null || place.region === null) return null;
  const kind = text(values['kind']) as FacilityRow['kind'];
  const owner = (text(values['owner']) ?? 'tidak-diketahui') as FacilityRow['owner'];
  const key = text(values['key']);
  return {
    id: identity.id,
    kind,
    name: text(values['name']) ?? '',
    owner,
    authority: (text(values['authority']) ?? authorityOf(kind, owner)) as FacilityRow['authority'],
    region: place.region,
    accuracy: place.position === null ? 'unknown' : place.isDoubtful ? 'doubtful' : 'point',
    position: point(place),
    address: text(values['address']),
    phone: text(values['phone']),
    capacity: number(values['capacity']),
    nationalCode: identity.giveUpNationalCode ? null : text(values['nationalCode']),
    attributes: key === null ? {} : { key },
  };
}

const KEMENAG = new Set(['mi', 'mts', 'ma', 'kua']);
const PROVINCE = new Set(['sma', 'smk', 'slb']);
const STATE = new Set(['police', 'post-office']);
const PEOPLE = new Set(['mosque', 'musala', 'posyandu']);

/** Whose business a facility is where the file does not say (UU 23/2014, attachment; as the definitions of the import have it). */
function authorityOf(kind: string, owner: string): string {
  if (owner === 'swasta') return 'swasta';
  if (KEMENAG.has(kind)) return 'kemenag';
  if (PROVINCE.has(kind)) return 'provinsi';
  if (STATE.has(kind)) return 'pusat';
  if (PEOPLE.has(kind)) return 'masyarakat';
  return kind === 'kantor-desa' ? 'desa' : 'kabupaten';
}

function infrastructure(values: Values, place: Place, identity: Identity): InfrastructureDeskRecord | null {
  if (identity.id === null || place.geometry === null) return null;
  const key = text(values['key']);
  return {
    id: identity.id,
    kind: text(values['kind']) as InfrastructureRow['kind'],
    code: text(values['code']),
    name: text(values['name']),
    class: text(values['class']),
    condition: text(values['condition']) as InfrastructureRow['condition'],
    authority: text(values['authority']) as InfrastructureRow['authority'],
    region: place.region,
    statedLengthMetres: number(values['statedLengthMetres']),
    geometry: place.geometry,
    attributes: key === null ? {} : { key },
  };
}

const PROJECT_ACCURACY = ['titik', 'ruas', 'bidang'] as const;

function project(values: Values, place: Place, identity: Identity, issues: Issues): ProjectDeskRecord | null {
  const [ceiling, contract, spent] = [
    number(values['ceilingRupiah']),
    number(values['contractRupiah']),
    number(values['spentRupiah']),
  ];
  if (contract !== null && ceiling !== null && contract > ceiling)
    issues.error('contractRupiah', 'value_invalid', String(contract), { details: { ceiling } });
  if (spent !== null && contract !== null && spent > contract)
    issues.error('spentRupiah', 'value_invalid', String(spent), { details: { contract } });
  if (identity.id === null || place.region === null) return null;
  const dimension = place.geometry === null ? null : dimensionOf(place.geometry);
  return {
    id: identity.id,
    name: text(values['name']) ?? '',
    description: text(values['description']),
    origin: text(values['origin']) as ProjectRow['origin'],
    subActivityCode: text(values['subActivityCode']),
    sector: text(values['sector']) as ProjectRow['sector'],
    opd: text(values['opd']) ?? '',
    assetCode: text(values['assetCode']),
    fiscalYear: number(values['fiscalYear']) ?? 0,
    proposedRupiah: number(values['proposedRupiah']),
    plannedRupiah: number(values['plannedRupiah']),
    ceilingRupiah: ceiling,
    contractRupiah: contract,
    spentRupiah: spent,
    fundingSource: text(values['fundingSource']) as ProjectRow['fundingSource'],
    volume: number(values['volume']),
    unit: text(values['unit']) as ProjectRow['unit'],
    method: text(values['method']) as ProjectRow['method'],
    procurementCode: text(values['procurementCode']),
    tenderCode: text(values['tenderCode']),
    provider: text(values['provider']),
    status: text(values['status']) as ProjectRow['status'],
    physicalPercent: number(values['physicalPercent']),
    financialPercent: number(values['financialPercent']),
    plannedPercent: number(values['plannedPercent']),
    landStatus: text(values['landStatus']) as ProjectRow['landStatus'],
    accuracy: dimension !== null ? PROJECT_ACCURACY[dimension] : place.region.length > 8 ? 'desa' : 'tidak_diketahui',
    updatedOn: text(values['updatedOn']),
    geometry: place.geometry as ProjectRow['geometry'],
    regions: [...(place.shares ?? [{ region: place.region, share: 1 }])],
  };
}

const DATES_AFTER_APPLICATION = ['completeOn', 'issuedOn', 'rejectedOn'] as const;

function permit(values: Values, place: Place, identity: Identity, issues: Issues): PermitDeskRecord | null {
  const date = (name: string) => text(values[name]);
  const [appliedOn, issuedOn, rejectedOn, validUntil] = ['appliedOn', 'issuedOn', 'rejectedOn', 'validUntil'].map(
    date,
  ) as [string | null, string | null, string | null, string | null];
  const isRead = (name: string) => !issues.list.some(({ field }) => field === name);
  for (const name of DATES_AFTER_APPLICATION) {
    const later = date(name);
    if (appliedOn !== null && later !== null && later < appliedOn)
      issues.error(name, 'date_order', later, { details: { before: appliedOn, field: 'appliedOn' } });
  }
  if (issuedOn !== null && rejectedOn !== null)
    issues.error('rejectedOn', 'date_order', rejectedOn, { details: { before: issuedOn, field: 'issuedOn' } });
  if (validUntil !== null && issuedOn !== null && validUntil < issuedOn)
    issues.error('validUntil', 'date_order', validUntil, { details: { before: issuedOn, field: 'issuedOn' } });
  if (values['status'] === 'terbit' && issuedOn === null && isRead('issuedOn'))
    issues.error('issuedOn', 'value_missing');
  if (values['status'] === 'ditolak' && rejectedOn === null && isRead('rejectedOn'))
    issues.error('rejectedOn', 'value_missing');
  const pauses = readPauses(text(values['pauses']));
  if (pauses === null) issues.error('pauses', 'date_invalid', text(values['pauses']));
  else if (appliedOn !== null && pauses.some(({ startsOn }) => startsOn < appliedOn))
    issues.error('pauses', 'date_order', text(values['pauses']), {
      details: { before: appliedOn, field: 'appliedOn' },
    });
  if (identity.id === null || place.region === null || appliedOn === null) return null;
  return {
    id: identity.id,
    type: text(values['type']) as PermitRow['type'],
    kbli: text(values['kbli']),
    risk: text(values['risk']) as PermitRow['risk'],
    businessScale: text(values['businessScale']) as PermitRow['businessScale'],
    applicantKind: text(values['applicantKind']) as PermitRow['applicantKind'],
    status: text(values['status']) as PermitRow['status'],
    appliedOn,
    completeOn: date('completeOn'),
    issuedOn,
    rejectedOn,
    validUntil,
    serviceDays: number(values['serviceDays']),
    region: place.region,
    accuracy: place.position !== null ? 'titik' : place.region.length > 8 ? 'desa' : 'tidak_diketahui',
    position: point(place),
    landSquareMetres: number(values['landSquareMetres']),
    buildingSquareMetres: number(values['buildingSquareMetres']),
    investmentRupiah: number(values['investmentRupiah']),
    levyRupiah: number(values['levyRupiah']),
    applicant: {
      number: text(values['number']) ?? '',
      name: text(values['applicantName']) ?? '',
      nik: text(values['nik']),
      npwp: text(values['npwp']),
      phone: text(values['phone']),
      address: text(values['address']),
    },
    pauses: pauses ?? [],
  };
}

function population(values: Values, place: Place, issues: Issues): PopulationDeskRecord | null {
  const [people, male, female] = [number(values['people']), number(values['male']), number(values['female'])];
  if (people !== null && male !== null && female !== null && male + female !== people)
    issues.error('people', 'sum_mismatch', String(people), {
      details: { male, female, sum: male + female },
      remedies: [{ kind: 'use_value', field: 'people', value: String(male + female) }],
    });
  if (place.region === null || people === null) return null;
  return {
    region: place.region,
    period: null,
    people,
    male,
    female,
    households: number(values['households']),
    estimated: false,
  };
}
