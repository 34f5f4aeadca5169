import { z } from 'zod';
import { RegionCode } from './region.ts';

/** People registered in a region by one register on one date; registers differ and stand side by side. */
export const Population = z.object({
  region: RegionCode,
  dataset: z.string(),
  /** Period as the register names it, sortable: `2024-S2`, `2023`. */
  period: z.string(),
  people: z.number().int().nonnegative(),
  male: z.number().int().nonnegative().nullable(),
  female: z.number().int().nonnegative().nullable(),
  households: z.number().int().nonnegative().nullable(),
  /** The register left the region out; its people were divided from a sum that it does give. */
  estimated: z.boolean(),
});
export type Population = z.infer<typeof Population>;
