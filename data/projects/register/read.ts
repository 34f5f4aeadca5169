// The register as it is read: a page with sums, one project with all that hangs on it.
import type { z } from 'zod';
import type { Identity } from '#model/account';
import type { Position } from '#model/geometry';
import { ProjectStatus } from '#model/project';
import type {
  ProjectFlag,
  ProjectList,
  ProjectRecord,
  ProjectStep,
  ProgressReport,
  RegisterItem,
  RegisterTotals,
} from '#model/project-register';
import type { RegionProfile } from '#model/region';
import type { Queryable } from '../../database/database.ts';
import { HANDED_OVER, nextStatuses, REPORTED, SILENT_DAYS, STAGE_DAYS, UNDER_WAY } from './rules.ts';
import { statement } from './statements.ts';

/** What list, sums, board, map, timeline and export are filtered by; what is left out filters nothing. */
export interface RegisterFilters {
  readonly q?: string | undefined;
  readonly year?: number | undefined;
  /** Separated by commas. */
  readonly status?: string | undefined;
  readonly agency?: string | undefined;
  readonly region?: string | undefined;
  readonly sector?: string | undefined;
  readonly fund?: string | undefined;
  readonly origin?: string | undefined;
  readonly list?: ProjectListName | undefined;
  readonly flag?: z.infer<typeof ProjectFlag> | undefined;
}
type ProjectListName = z.infer<typeof ProjectList>;

export interface RegisterPage {
  readonly sort?: string | undefined;
  /** Null for all. */
  readonly limit: number | null;
  readonly offset: number;
}

/** What a project is judged by besides its own record. */
export interface RegisterFacts {
  readonly profile: RegionProfile;
  /** The day it is, `YYYY-MM-DD`. */
  readonly today: string;
  /** Ids of projects that may be another one, too, and about which nobody decided. */
  readonly overlapping: readonly string[];
}

/** A project as the register knows it, with what pages do not show. */
export type RegisterProject = RegisterItem &
  Pick<
    ProjectRecord,
    | 'description'
    | 'subActivityCode'
    | 'assetCode'
    | 'volume'
    | 'unit'
    | 'method'
    | 'procurementCode'
    | 'tenderCode'
    | 'provider'
    | 'landStatus'
    | 'asset'
  > & { readonly datasetAgency: string | null };

/** Sums of rupiah as digits, null where nothing is known. */
interface Sums {
  byStatus: RegisterTotals['byStatus'];
  proposed: string | null;
  unknownProposed: number;
  ceiling: string | null;
  unknownCeiling: number;
  contract: string | null;
  unknownContract: number;
  spent: string | null;
  unknownSpent: number;
}
interface ItemRow extends Record<string, unknown> {
  total_count: number;
  /** In the first row only. */
  totals: Sums | null;
  id: string | null;
  name: string;
  agency: string | null;
  dataset_agency: string | null;
  opd: string;
  sector: string;
  origin: RegisterItem['origin'];
  list: ProjectListName;
  fiscal_year: number;
  proposed_rupiah: number | null;
  planned_rupiah: number | null;
  ceiling_rupiah: number | null;
  contract_rupiah: number | null;
  spent_rupiah: number | null;
  funding_source: RegisterItem['fundingSource'];
  status: ProjectStatus;
  physical_percent: number | null;
  planned_percent: number | null;
  financial_percent: number | null;
  deviation: number | null;
  delay: RegisterItem['delay'];
  flags: RegisterItem['flags'];
  regions: RegisterItem['regions'];
  longitude: number | null;
  latitude: number | null;
  accuracy: string;
  updated_on: string | null;
  lived: RegisterItem['lived'];
  dataset: string;
  sample: boolean;
  description: string | null;
  sub_activity_code: string | null;
  asset_code: string | null;
  volume: number | null;
  unit: string | null;
  method: ProjectRecord['method'];
  procurement_code: string | null;
  tender_code: string | null;
  provider: string | null;
  land_status: ProjectRecord['landStatus'];
  asset_state: ProjectRecord['asset']['state'];
  asset_facility: string | null;
}

const escapePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
const statusesOf = (status: string | undefined): string[] | null =>
  status === undefined || status === ''
    ? null
    : status
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');

async function ask(
  session: Queryable,
  filters: RegisterFilters & { readonly id?: string },
  { sort = 'year', limit, offset }: RegisterPage,
  { profile, today, overlapping }: RegisterFacts,
): Promise<ItemRow[]> {
  return session.query<ItemRow>(statement('register'), [
    filters.q ? escapePattern(filters.q) : null,
    filters.year ?? null,
    statusesOf(filters.status),
    filters.agency ?? null,
    filters.region ?? null,
    filters.sector ?? null,
    filters.fund ?? null,
    filters.origin ?? null,
    filters.list ?? null,
    filters.flag ?? null,
    filters.id ?? null,
    today,
    UNDER_WAY,
    SILENT_DAYS,
    STAGE_DAYS,
    HANDED_OVER,
    overlapping,
    profile.name,
    sort,
    ProjectStatus.options,
    limit,
    offset,
  ]);
}

/**
 * The projects that the filters leave, in order, and sums over all of them. As whoever asks: what may not be seen is in no sum.
 * Throws when a sum of rupiah is not exact any more (2^53 and more), or when the database answers fewer rows than there are.
 */
export async function readRegister(
  session: Queryable,
  filters: RegisterFilters,
  page: RegisterPage,
  facts: RegisterFacts,
): Promise<{ items: RegisterProject[]; totals: RegisterTotals }> {
  const rows = await ask(session, filters, page, facts);
  const [first] = rows;
  if (!first?.totals) throw new Error('The register answered nothing');
  const items = rows.filter(({ id }) => id !== null).map(projectOf);
  const expected = Math.min(Math.max(0, first.total_count - page.offset), page.limit ?? Infinity);
  // GEOS was seen to end a statement of the embedded engine early, without an error.
  if (items.length !== expected) throw new Error(`The register answered ${items.length} rows of ${expected}`);
  return { items, totals: totalsOf(first.total_count, first.totals) };
}

/** One project; null where there is none, or none that may be seen. */
export async function readProject(
  session: Queryable,
  id: string,
  facts: RegisterFacts,
): Promise<RegisterProject | null> {
  const [row] = await ask(session, { id }, { limit: 1, offset: 0 }, facts);
  return row === undefined || row.id === null ? null : projectOf(row);
}

function exact(digits: string | null): number {
  const rupiah = Number(digits ?? '0');
  if (!Number.isSafeInteger(rupiah)) throw new Error(`A sum of ${digits} rupiah is not exact`);
  return rupiah;
}

const totalsOf = (count: number, sums: Sums): RegisterTotals => ({
  count,
  byStatus: sums.byStatus,
  proposed: { rupiah: exact(sums.proposed), unknown: sums.unknownProposed },
  ceiling: { rupiah: exact(sums.ceiling), unknown: sums.unknownCeiling },
  contract: { rupiah: exact(sums.contract), unknown: sums.unknownContract },
  spent: { rupiah: exact(sums.spent), unknown: sums.unknownSpent },
});

function projectOf(row: ItemRow): RegisterProject {
  const position: Position | null =
    row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude];
  return {
    id: row.id!,
    name: row.name,
    agency: row.agency,
    datasetAgency: row.dataset_agency,
    opd: row.opd,
    sector: row.sector,
    origin: row.origin,
    list: row.list,
    fiscalYear: row.fiscal_year,
    proposedRupiah: row.proposed_rupiah,
    plannedRupiah: row.planned_rupiah,
    ceilingRupiah: row.ceiling_rupiah,
    contractRupiah: row.contract_rupiah,
    spentRupiah: row.spent_rupiah,
    fundingSource: row.funding_source,
    status: row.status,
    physicalPercent: row.physical_percent,
    plannedPercent: row.planned_percent,
    financialPercent: row.financial_percent,
    deviationPoints: row.deviation,
    delay: row.delay,
    flags: row.flags,
    regions: row.regions,
    position,
    accuracy: row.accuracy,
    updatedOn: row.updated_on,
    lived: row.lived,
    dataset: row.dataset,
    sample: row.sample,
    description: row.description,
    subActivityCode: row.sub_activity_code,
    assetCode: row.asset_code,
    volume: row.volume,
    unit: row.unit,
    method: row.method,
    procurementCode: row.procurement_code,
    tenderCode: row.tender_code,
    provider: row.provider,
    landStatus: row.land_status,
    asset: { state: row.asset_state, facility: row.asset_facility },
  };
}

interface StepRow extends Record<string, unknown> {
  status: ProjectStatus;
  changed_on: string;
  document: string | null;
  note: string | null;
  recorded_at: string | null;
  recorded_by: string | null;
  agency_name: string | null;
  stands: boolean;
}

/** The steps of a project, numbered from 1 in the order they were taken. */
export async function readSteps(session: Queryable, id: string): Promise<ProjectStep[]> {
  const rows = await session.query<StepRow>(statement('steps'), [id]);
  return rows.map((row, index) => ({
    step: index + 1,
    status: row.status,
    changedOn: row.changed_on,
    recordedBy: row.recorded_by,
    agencyName: row.agency_name,
    recordedAt: row.recorded_at,
    document: row.document,
    note: row.note,
    stands: row.stands,
  }));
}

interface ProgressRow extends Record<string, unknown> {
  month: string;
  planned_percent: number | null;
  physical_percent: number | null;
  financial_percent: number | null;
  spent_rupiah: number | null;
  note: string | null;
  reported_by: string | null;
  reported_at: string | null;
}

/** The reports on a project, of each month the last one, by month: plan and reality of the S-curve, cumulative per cent. */
export async function readProgress(session: Queryable, id: string): Promise<ProgressReport[]> {
  const rows = await session.query<ProgressRow>(statement('progress'), [id]);
  return rows.map((row) => ({
    month: row.month,
    plannedPercent: row.planned_percent,
    physicalPercent: row.physical_percent,
    financialPercent: row.financial_percent,
    spentRupiah: row.spent_rupiah,
    note: row.note,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
  }));
}

/** Whether somebody steers a project: planning agency and custodian any, an agency those of its own. The leadership reads. */
export function maySteer(by: Identity, project: Pick<RegisterProject, 'agency' | 'datasetAgency'>): boolean {
  if (by.role === 'walidata' || by.role === 'bappelitbangda') return true;
  return by.role === 'opd' && by.agency !== null && [project.agency, project.datasetAgency].includes(by.agency);
}

/** A page of a code at its own system; only real codes have one, and made-up ones are no numbers. */
function linkOf(address: string | null | undefined, code: string | null): string | null {
  if (!address || code === null || !/^\d{4,20}$/.test(code)) return null;
  return address.replace('{code}', code);
}

/** One project with its steps, reports, comments and documents; null where there is none that `by` may see. */
export async function readRecord(
  session: Queryable,
  id: string,
  by: Identity,
  facts: RegisterFacts,
): Promise<ProjectRecord | null> {
  const project = await readProject(session, id, facts);
  if (project === null) return null;
  const steps = await readSteps(session, id);
  const progress = await readProgress(session, id);
  const comments = await session.query<ProjectRecord['comments'][number]>(statement('comments'), [id, by.account]);
  const documents = await session.query<ProjectRecord['documents'][number]>(statement('documents'), [id]);
  const [origin] = await session.query<{ scenario: string }>(statement('scenario'), [id]);
  const [shape] = await session.query<{ geometry: unknown }>(statement('geometry'), [id]);
  const { datasetAgency: _, ...shown } = project;
  const steers = maySteer(by, project);
  const { procurement } = facts.profile;
  return {
    ...shown,
    tenderUrl: linkOf(procurement?.tenderAddress, project.tenderCode),
    procurementUrl: linkOf(procurement?.planAddress, project.procurementCode),
    geometry: shape?.geometry ?? null,
    scenario: origin?.scenario ?? null,
    lastStep: steps.length,
    nextStatuses: steers ? [...nextStatuses(project.status, project.list)] : [],
    steps,
    progress,
    comments,
    documents,
    mayStep: steers,
    mayReport: steers && REPORTED.includes(project.status),
    mayApproveAsset:
      (by.role === 'walidata' || by.role === 'bappelitbangda') &&
      (project.asset.state === 'due' || project.asset.state === 'declined'),
    mayTakeUp: steers && project.list === 'bank',
  };
}
