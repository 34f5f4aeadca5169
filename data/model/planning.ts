import { z } from 'zod';
import { RegionCode } from './region.ts';

const Rupiah = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Share = z.number().min(0).max(1);

/** Fields that the ceiling of a kecamatan is divided over (fisik/prasarana, ekonomi, sosial budaya). */
export const PlanningField = z.enum(['infrastructure', 'economy', 'social']);
export type PlanningField = z.infer<typeof PlanningField>;
export const FieldShares = z
  .strictObject({ infrastructure: Share, economy: Share, social: Share })
  .refine((shares) => Math.abs(shares.infrastructure + shares.economy + shares.social - 1) < 1e-9, {
    message: 'shares_sum',
  });
/** Split of a regency's plan of 2018 (domain brief 5a), where a kecamatan has none of its own. */
export const DEFAULT_FIELD_SHARES = { infrastructure: 0.65, economy: 0.2, social: 0.15 } as const;

/** The ceiling of one field, what is planned under it, and by how much that is over; whole rupiah that sum exactly. */
const FieldUse = z.object({ field: PlanningField, ceilingRupiah: Rupiah, plannedRupiah: Rupiah, overRupiah: Rupiah });

/** Pagu Indikatif Kewilayahan of one kecamatan and year against the proposals in it. */
export const AreaCeiling = z.object({
  kecamatan: RegionCode,
  name: z.string(),
  people: z.number().int().nonnegative().nullable(),
  /** Null: nobody stated one. Made-up ones (`sample`) stand in only as long as made-up projects do. */
  ceilingRupiah: Rupiah.nullable(),
  shares: z.object({ infrastructure: Share, economy: Share, social: Share }),
  source: z.string().nullable(),
  sample: z.boolean(),
  revision: z.number().int().nonnegative(),
  /** Sum of the parts of proposals that lie in it: by length for roads, the rest by stated share, rounded so that all parts of a project sum to it. */
  plannedRupiah: Rupiah,
  projects: z.number().int().nonnegative(),
  /** Projects whose money nobody stated. */
  withoutMoney: z.number().int().nonnegative(),
  overRupiah: Rupiah,
  fields: z.array(FieldUse).length(3),
  /** Its share of all money planned, and of all need; null where the sum is 0 or need is not known. */
  moneyShare: Share.nullable(),
  needShare: Share.nullable(),
});
export type AreaCeiling = z.infer<typeof AreaCeiling>;

/** Criteria of the score, in the order they are shown. Weights sum to 1. Source of the defaults: domain.md 5d.7 (grade C). */
export const Criterion = z.enum(['gap', 'gain', 'equity', 'readiness', 'hazard']);
export type Criterion = z.infer<typeof Criterion>;
export const Weights = z
  .strictObject({ gap: Share, gain: Share, equity: Share, readiness: Share, hazard: Share })
  .refine((weights) => Math.abs(Object.values(weights).reduce((sum, one) => sum + one, 0) - 1) < 1e-9, {
    message: 'weights_sum',
  });
export type Weights = z.infer<typeof Weights>;
export const DEFAULT_WEIGHTS: Weights = { gap: 0.3, gain: 0.25, equity: 0.15, readiness: 0.15, hazard: 0.15 };

export const WeightVersion = z.object({
  version: z.number().int().positive(),
  weights: Weights,
  /** The code `default` of version 1, which nobody chose; else words of who chose. */
  reason: z.string(),
  chosenBy: z.string().nullable(),
  chosenAt: z.string(),
});
export type WeightVersion = z.infer<typeof WeightVersion>;

/** A proposal with its score: each criterion 0–1 (1 speaks most for it), null where it cannot be told and so weighs nothing. */
export const RankedProject = z.object({
  rank: z.number().int().positive(),
  id: z.string(),
  name: z.string(),
  opd: z.string(),
  field: PlanningField,
  /** The one that is asked for, else the one with the largest part. */
  kecamatan: RegionCode.nullable(),
  kecamatanName: z.string().nullable(),
  rupiah: Rupiah.nullable(),
  /** What of it lies in `kecamatan`; null where its money is not known or it lies in none. */
  partRupiah: Rupiah.nullable(),
  score: z.number().min(0).max(1).nullable(),
  parts: z.object({
    gap: Share.nullable(),
    gain: Share.nullable(),
    equity: Share.nullable(),
    readiness: Share.nullable(),
    hazard: Share.nullable(),
  }),
  /** People newly reached by it alone; null where its kind has no reach. */
  gainedPeople: z.number().int().nonnegative().nullable(),
  /**
   * Sum of what lies in `kecamatan` from the first down to this one, of every project that has a part in it; of the last it is
   * what is planned there. Over the ceiling from the first `over` on.
   */
  cumulativeRupiah: Rupiah,
  over: z.boolean(),
  sample: z.boolean(),
});
export type RankedProject = z.infer<typeof RankedProject>;

/** What the ten first become when one weight is moved by `points` and the others give way in proportion. */
export const Sensitivity = z.object({
  criterion: Criterion,
  points: z.union([z.literal(10), z.literal(-10)]),
  entering: z.array(z.string()),
  leaving: z.array(z.string()),
});
export type Sensitivity = z.infer<typeof Sensitivity>;
