import { z } from 'zod';
import { FacilityKind, FacilityOwner } from './facility.ts';
import { Position } from './geometry.ts';
import { RegionCode } from './region.ts';
import { TravelMode, TravelPath } from './travel.ts';

/** `build`: a new one; `upgrade`: more capacity of one there is; `move`: one there is to another place; `close`: without it. */
export const SitingAction = z.enum(['build', 'upgrade', 'move', 'close']);
export type SitingAction = z.infer<typeof SitingAction>;

/** One change that a scenario makes to the facilities there are. */
export const SitingChange = z.strictObject({
  /** Within the scenario; stays when the change is moved. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  action: SitingAction,
  kind: FacilityKind,
  name: z.string().max(200),
  /** Where it stands; of a `close` where it stood. */
  position: Position,
  /** The facility that is changed; null for `build`. */
  facility: z.string().max(200).nullable(),
  /** Units it supplies (classrooms, beds, staff) after the change; null: as the standard assumes. */
  capacity: z.number().positive().max(100_000).nullable(),
  costRupiah: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullable(),
  /** Whether the cost is a made-up unit cost of ours (`contoh`) or somebody's figure. */
  isCostSample: z.boolean(),
});
export type SitingChange = z.infer<typeof SitingChange>;

/** What counts as reached, as in the workspace of gaps. */
export const SitingQuestion = z.strictObject({
  standard: z.string().max(100),
  measure: z.enum(['radius', 'travel']),
  owners: z.array(FacilityOwner),
  kemenag: z.boolean(),
  crossBorder: z.boolean(),
  mode: TravelMode,
  path: TravelPath,
  /** Minutes up to which people are reached by `travel`; null: those of the standard. */
  minutes: z.number().positive().max(240).nullable(),
  /** Population register; null: the one in use. */
  register: z.string().max(100).nullable(),
});
export type SitingQuestion = z.infer<typeof SitingQuestion>;

/** Where a new facility may not stand. */
export const SitingLimits = z.strictObject({
  avoidProtectedFields: z.boolean(),
  avoidHazard: z.boolean(),
  onlyGovernmentLand: z.boolean(),
});
export type SitingLimits = z.infer<typeof SitingLimits>;

export const ScenarioContent = z.strictObject({
  question: SitingQuestion,
  changes: z.array(SitingChange).max(200),
  limits: SitingLimits,
  budgetRupiah: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable(),
});
export type ScenarioContent = z.infer<typeof ScenarioContent>;

/** What the scenario was found to do, with the data named in `inputs`. People are whole numbers of the population cells. */
export const ScenarioFigures = z.strictObject({
  people: z.number().int().nonnegative(),
  servedBefore: z.number().int().nonnegative(),
  servedAfter: z.number().int().nonnegative(),
  giniBefore: z.number().nullable(),
  giniAfter: z.number().nullable(),
  /** Units per 1,000 people, the mean over people; null where capacity says nothing. */
  capacityBefore: z.number().nullable(),
  capacityAfter: z.number().nullable(),
  /** Null where the cost of a change is not known. */
  costRupiah: z.number().int().nonnegative().nullable(),
  byKecamatan: z.array(
    z.strictObject({
      code: RegionCode,
      name: z.string().max(200),
      people: z.number().int().nonnegative(),
      servedBefore: z.number().int().nonnegative(),
      servedAfter: z.number().int().nonnegative(),
    }),
  ),
});
export type ScenarioFigures = z.infer<typeof ScenarioFigures>;

/** A dataset that the figures were found with; versions are integers of the database. */
export const ScenarioInput = z.strictObject({
  dataset: z.string().max(200),
  version: z.number().int().positive().max(2_147_483_647),
});
export type ScenarioInput = z.infer<typeof ScenarioInput>;

export const ScenarioEntry = z.strictObject({
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(2000).nullable(),
  content: ScenarioContent,
  figures: ScenarioFigures,
  inputs: z.array(ScenarioInput).max(200),
});
export type ScenarioEntry = z.infer<typeof ScenarioEntry>;

export const Scenario = ScenarioEntry.extend({
  id: z.uuid(),
  createdBy: z.string(),
  agencyName: z.string().nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
  revision: z.number().int().positive(),
  /** Some dataset it was found with has another version now, or is gone. */
  isStale: z.boolean(),
  mayChange: z.boolean(),
});
export type Scenario = z.infer<typeof Scenario>;
