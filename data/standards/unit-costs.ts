import { z } from 'zod';
import { FacilityKind } from '#model/facility';
import { EvidenceGrade } from '#model/standard';
import unitCosts from './unit-costs.json' with { type: 'json' };

const Rupiah = z.number().int().positive();
const UnitCost = z.strictObject({
  /** A new one, without land. */
  buildRupiah: Rupiah,
  /** Enlarging one there is by about a third. */
  upgradeRupiah: Rupiah,
  /** Units of a new one: classrooms, beds; null where the kind is not counted so. */
  capacity: z.number().int().positive().nullable(),
});
export type UnitCost = z.infer<typeof UnitCost>;

const UnitCosts = z.strictObject({
  /** Made up: shown as `contoh` wherever one of these figures is. */
  sample: z.literal(true),
  evidence: EvidenceGrade,
  source: z.string(),
  costs: z.record(FacilityKind, UnitCost),
});
export type UnitCosts = z.infer<typeof UnitCosts>;

/** What one facility of each kind costs, whole rupiah, checked when the module is loaded; made up (`contoh`, grade C). */
export const UNIT_COSTS: UnitCosts = UnitCosts.parse(unitCosts);
