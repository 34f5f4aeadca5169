import { z } from 'zod';
import { AgencyId } from './account.ts';
import { Position } from './geometry.ts';
import { FundingSource, LandStatus, ProcurementMethod, ProjectOrigin, ProjectStatus } from './project.ts';
import { RegionCode } from './region.ts';

const Rupiah = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Percent = z.number().min(0).max(100);
const Day = z.iso.date();
/** A month as `2026-05`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'month' });

/** `sipd`: in the list of the planning system; `bank`: a wish outside it, kept so that it is not lost (bank usulan). */
export const ProjectList = z.enum(['sipd', 'bank']);

/**
 * How far behind its plan a project is. `critical`: the contract rule (`isContractCritical`); `late`: behind by more than 5 points
 * without being critical; `watch`: behind at all; `none`: on plan or ahead. The bands below critical are our choice (grade C).
 */
export const Delay = z.enum(['critical', 'late', 'watch', 'none']);
export type Delay = z.infer<typeof Delay>;

/**
 * What a project is listed for. `critical`: by the contract rule, or declared so; `stalled`: under way without any report for 60
 * days, or no step for longer than its stage may take; `no_report`: under way, and nothing is known since the last full month
 * began; `no_location`: without a shape; `overlap`: may be another project, and nobody decided; `asset_due`: handed over, and
 * nobody decided whether it became a facility. Numbers and their evidence: `data/projects/register/rules.ts`.
 */
export const ProjectFlag = z.enum(['critical', 'late', 'stalled', 'no_location', 'no_report', 'overlap', 'asset_due']);
export type ProjectFlag = z.infer<typeof ProjectFlag>;

/** A project as the register lists it. Money is whole rupiah; null is what nobody told. */
export const RegisterItem = z.object({
  id: z.string(),
  name: z.string(),
  agency: AgencyId.nullable(),
  opd: z.string(),
  sector: z.string(),
  origin: ProjectOrigin,
  list: ProjectList,
  fiscalYear: z.number().int(),
  proposedRupiah: Rupiah.nullable(),
  plannedRupiah: Rupiah.nullable(),
  ceilingRupiah: Rupiah.nullable(),
  contractRupiah: Rupiah.nullable(),
  spentRupiah: Rupiah.nullable(),
  fundingSource: FundingSource,
  status: ProjectStatus,
  physicalPercent: Percent.nullable(),
  plannedPercent: Percent.nullable(),
  financialPercent: Percent.nullable(),
  /** Physical minus planned, percentage points, exact to two decimals; null unless works go on and both are known. */
  deviationPoints: z.number().nullable(),
  delay: Delay.nullable(),
  flags: z.array(ProjectFlag),
  regions: z.array(z.object({ code: RegionCode, name: z.string(), share: z.number() })),
  position: Position.nullable(),
  accuracy: z.string(),
  updatedOn: Day.nullable(),
  /** The statuses it has had and since which day, in the order of its published history; empty where nobody told. */
  lived: z.array(z.object({ status: ProjectStatus, since: Day })),
  dataset: z.string(),
  sample: z.boolean(),
});
export type RegisterItem = z.infer<typeof RegisterItem>;

/** Sums over every project that the filters leave, not only the page that is shown. Unknown money counts in no sum, but in `unknown`. */
const Money = z.object({ rupiah: Rupiah, unknown: z.number().int().nonnegative() });
export const RegisterTotals = z.object({
  count: z.number().int().nonnegative(),
  byStatus: z.partialRecord(ProjectStatus, z.number().int().nonnegative()),
  proposed: Money,
  ceiling: Money,
  contract: Money,
  spent: Money,
});
export type RegisterTotals = z.infer<typeof RegisterTotals>;

/** One step of the life of a project. Append-only: a wrong one is answered by another step, never changed. */
export const ProjectStep = z.object({
  step: z.number().int().positive(),
  status: ProjectStatus,
  changedOn: Day,
  /** Null where an import brought it. */
  recordedBy: z.string().nullable(),
  agencyName: z.string().nullable(),
  recordedAt: z.string().nullable(),
  document: z.string().nullable(),
  note: z.string().nullable(),
  /** False for a step that is in force no more, because an earlier version of the dataset was brought back. */
  stands: z.boolean(),
});
export type ProjectStep = z.infer<typeof ProjectStep>;

/** Plan and reality at the end of a month; cumulative. The last report of a month counts, all are kept. */
export const ProgressReport = z.object({
  month: Month,
  plannedPercent: Percent.nullable(),
  physicalPercent: Percent.nullable(),
  financialPercent: Percent.nullable(),
  spentRupiah: Rupiah.nullable(),
  note: z.string().nullable(),
  reportedBy: z.string().nullable(),
  reportedAt: z.string().nullable(),
});
export type ProgressReport = z.infer<typeof ProgressReport>;

export const ProjectComment = z.object({
  id: z.uuid(),
  text: z.string(),
  writtenBy: z.string(),
  agencyName: z.string().nullable(),
  writtenAt: z.string(),
  mayWithdraw: z.boolean(),
});

export const DocumentKind = z.enum([
  'proposal',
  'minutes',
  'plan',
  'design',
  'contract',
  'report',
  'handover',
  'decision',
  'other',
]);
/** A document that stands elsewhere: what it is, and where to read it. */
export const ProjectDocument = z.object({
  id: z.uuid(),
  kind: DocumentKind,
  title: z.string(),
  number: z.string().nullable(),
  issuedOn: Day.nullable(),
  url: z.string().nullable(),
  addedBy: z.string(),
  addedAt: z.string(),
});

/** All there is of one project for who works with it. */
export const ProjectRecord = RegisterItem.extend({
  description: z.string().nullable(),
  subActivityCode: z.string().nullable(),
  assetCode: z.string().nullable(),
  volume: z.number().nullable(),
  unit: z.string().nullable(),
  method: ProcurementMethod.nullable(),
  procurementCode: z.string().nullable(),
  tenderCode: z.string().nullable(),
  /** Where the tender is read at its own system; null without a code or an address in the region profile. */
  tenderUrl: z.string().nullable(),
  procurementUrl: z.string().nullable(),
  provider: z.string().nullable(),
  landStatus: LandStatus.nullable(),
  /** GeoJSON geometry: point, line or area. */
  geometry: z.unknown().nullable(),
  /** The scenario of the studio that it was proposed from; it may be gone by now. */
  scenario: z.uuid().nullable(),
  /** Number of the last step: who writes the next one gives it, so that two people do not step at once. */
  lastStep: z.number().int().nonnegative(),
  nextStatuses: z.array(ProjectStatus),
  steps: z.array(ProjectStep),
  progress: z.array(ProgressReport),
  comments: z.array(ProjectComment),
  documents: z.array(ProjectDocument),
  /** The facility that the finished works became; `due` until somebody approves it. */
  asset: z.object({ state: z.enum(['none', 'due', 'approved', 'declined']), facility: z.string().nullable() }),
  mayStep: z.boolean(),
  mayReport: z.boolean(),
  mayApproveAsset: z.boolean(),
  /** A wish of the bank of proposals can be taken into the list. */
  mayTakeUp: z.boolean(),
});
export type ProjectRecord = z.infer<typeof ProjectRecord>;
