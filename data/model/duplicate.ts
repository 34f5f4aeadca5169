import { z } from 'zod';

/** What may be taken from the record that goes when two facilities become one; a position comes with its accuracy and region. */
export const MergedField = z.enum([
  'name',
  'kind',
  'owner',
  'authority',
  'nationalCode',
  'position',
  'address',
  'phone',
  'capacity',
]);
export type MergedField = z.infer<typeof MergedField>;

/** Why two facilities may be one. */
export const PairReason = z.enum(['same_code', 'same_name', 'similar_name', 'near', 'same_region']);
export type PairReason = z.infer<typeof PairReason>;
