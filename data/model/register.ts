import { z } from 'zod';
import { AgencyId } from './account.ts';
import { Condition } from './infrastructure.ts';
import { levelOf, RegionCode } from './region.ts';

/**
 * The six groups of functions of the seed's inventory (S74–S83): 1 services (permits, civil registration), 2 administration and
 * management (taxes, assets), 3 legislation (council), 4 development (extension, health centres), 5 finance, 6 personnel.
 */
export const FUNCTION_GROUPS = [1, 2, 3, 4, 5, 6] as const;
export const FunctionGroup = z.number().int().min(1).max(6);

export const ApplicationStatus = z.enum(['in-use', 'in-development', 'not-used', 'retired']);
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;

export const EquipmentKind = z.enum([
  'server',
  'computer',
  'laptop',
  'printer',
  'scanner',
  'router',
  'switch',
  'access-point',
  'ups',
  'storage',
  'rack',
  'software',
  'other',
]);
export type EquipmentKind = z.infer<typeof EquipmentKind>;

/** What keeps equipment running (seed S69, S71). */
export const SupportingFacility = z.enum(['rack', 'ups', 'generator', 'cooling', 'spare-parts', 'third-party']);
export type SupportingFacility = z.infer<typeof SupportingFacility>;

const Text = (longest: number) => z.string().trim().min(1).max(longest);
const Year = z.number().int().min(1980).max(2100);

/** An application as somebody fills it in. */
export const ApplicationEntry = z.strictObject({
  agency: AgencyId,
  name: Text(200),
  functionGroup: FunctionGroup,
  /** What it does in a few words; equal ones are duplicates. */
  function: Text(120),
  dataProduced: Text(1000).nullable(),
  /** Null where nobody said. */
  hasApi: z.boolean().nullable(),
  status: ApplicationStatus,
  year: Year.nullable(),
  vendor: Text(200).nullable(),
  url: z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/[^\s<>"]+$/, { message: 'url' })
    .nullable(),
  notes: Text(2000).nullable(),
  /** Whether the public may read agency, name and function group. */
  isOpen: z.boolean(),
});
export type ApplicationEntry = z.infer<typeof ApplicationEntry>;

/** ICT equipment as somebody fills it in: one line is some pieces of one kind. */
export const EquipmentEntry = z.strictObject({
  agency: AgencyId,
  kecamatan: RegionCode.refine((code) => levelOf(code) === 'kecamatan', { message: 'level' }).nullable(),
  kind: EquipmentKind,
  name: Text(200).nullable(),
  count: z.number().int().min(1).max(100_000),
  year: Year.nullable(),
  condition: Condition,
  /** Null where nobody said; an empty list is none. */
  facilities: z.array(SupportingFacility).max(6).nullable(),
  nextServiceOn: z.iso.date().nullable(),
  notes: Text(2000).nullable(),
});
export type EquipmentEntry = z.infer<typeof EquipmentEntry>;

const recorded = {
  id: z.uuid(),
  agencyName: z.string(),
  /** Must be sent back with a change. */
  revision: z.number().int().positive(),
  changedAt: z.string(),
};
export const Application = z.object({ ...ApplicationEntry.shape, ...recorded });
export type Application = z.infer<typeof Application>;
export const Equipment = z.object({
  ...EquipmentEntry.shape,
  ...recorded,
  kecamatanName: z.string().nullable(),
  /** Whether its service was due before today. */
  isOverdue: z.boolean(),
});
export type Equipment = z.infer<typeof Equipment>;

/** Words that tell nothing about what an application does. */
const EMPTY_WORDS = new Set([
  'aplikasi',
  'sistem',
  'informasi',
  'sim',
  'manajemen',
  'dan',
  'untuk',
  'online',
  'daring',
  'elektronik',
]);

/** The text by which two functions are one: its telling words, without case, signs and order. Empty when there is none. */
export function functionKey(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word));
  return [...new Set(words)].sort().join(' ');
}
