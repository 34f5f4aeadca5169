import { z } from 'zod';
import { AgencyId } from './account.ts';
import { Position } from './geometry.ts';
import { FundingSource, ProjectStatus } from './project.ts';

/** A project as one side of a pair. */
export const OverlapSide = z.object({
  id: z.string(),
  name: z.string(),
  opd: z.string(),
  /** Agency of its dataset. */
  agency: AgencyId.nullable(),
  fiscalYear: z.number().int(),
  fundingSource: FundingSource,
  status: ProjectStatus,
  ceilingRupiah: z.number().int().nullable(),
  position: Position.nullable(),
  accuracy: z.string(),
  dataset: z.string(),
  sample: z.boolean(),
});

export type OverlapSide = z.infer<typeof OverlapSide>;

/** Why two projects may be one. `same_kind`: the object their names or sub-activities speak of. */
export const OverlapReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('same_kind'), kind: z.string() }),
  z.object({ code: z.literal('same_sub_activity'), subActivityCode: z.string() }),
  z.object({ code: z.literal('near'), metres: z.number().nonnegative() }),
  z.object({ code: z.literal('along'), metres: z.number().positive(), share: z.number().min(0).max(1) }),
  z.object({ code: z.literal('similar_title'), similarity: z.number().min(0).max(1) }),
  z.object({ code: z.literal('same_asset'), assetCode: z.string() }),
  z.object({ code: z.literal('other_agency') }),
  z.object({ code: z.literal('other_year'), years: z.number().int() }),
  z.object({ code: z.literal('other_fund') }),
]);
export type OverlapReason = z.infer<typeof OverlapReason>;

export const OverlapDecision = z.object({
  decision: z.enum(['not_overlap', 'overlap']),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: z.string(),
});

export type OverlapDecision = z.infer<typeof OverlapDecision>;

/** Two projects of one purpose at one place; `a` has the smaller id. Decisions stay with the pair of ids through every re-run. */
export const Overlap = z.object({
  a: OverlapSide,
  b: OverlapSide,
  /** 0–1, for the order of the list. */
  score: z.number().min(0).max(1),
  reasons: z.array(OverlapReason).min(1),
  decision: OverlapDecision.nullable(),
  /** Whether who asks may decide about it. */
  mayDecide: z.boolean(),
});
export type Overlap = z.infer<typeof Overlap>;

/** What the title of a project without a place may speak of. */
export const PlaceCandidate = z.object({
  kind: z.enum(['road', 'facility', 'desa', 'kecamatan']),
  id: z.string(),
  name: z.string(),
  /** Name of the kecamatan it lies in. */
  within: z.string().nullable(),
  /** Words of the title that it was found by. */
  words: z.string(),
  confidence: z.number().min(0).max(1),
  position: Position,
});
export type PlaceCandidate = z.infer<typeof PlaceCandidate>;
