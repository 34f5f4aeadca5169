import { z } from 'zod';
import { Authority } from './authority.ts';
import { Position } from './geometry.ts';
import { RegionCode } from './region.ts';

/** Kinds of public-service facility. Acronyms and closed nouns stay Indonesian; the glossary has the UI words. */
export const FacilityKind = z.enum([
  'tk',
  'sd',
  'mi',
  'smp',
  'mts',
  'sma',
  'ma',
  'smk',
  'slb',
  'library',
  'puskesmas',
  'pustu',
  'posyandu',
  'hospital',
  'clinic',
  'midwife',
  'doctor',
  'dentist',
  'pharmacy',
  'musala',
  'mosque',
  'market',
  'shop',
  'park',
  'kantor-kabupaten',
  'kantor-kecamatan',
  'kantor-desa',
  'mpp',
  'kua',
  'police',
  'fire-station',
  'post-office',
  'hall',
  'waste-site',
]);
export type FacilityKind = z.infer<typeof FacilityKind>;

export const FacilityOwner = z.enum(['negeri', 'swasta', 'tidak-diketahui']);
export type FacilityOwner = z.infer<typeof FacilityOwner>;

/** How far the point can be trusted; `desa` means only the desa is known, `unknown` means there is no point. */
export const LocationAccuracy = z.enum(['point', 'doubtful', 'desa', 'unknown']);

export const Facility = z.object({
  id: z.string(),
  kind: FacilityKind,
  name: z.string(),
  owner: FacilityOwner,
  authority: Authority,
  /** The smallest region known: desa, else kecamatan. */
  region: RegionCode,
  /** `null` when no valid point is known; the facility still counts in its region. */
  position: Position.nullable(),
  accuracy: LocationAccuracy,
  address: z.string().nullable(),
  phone: z.string().nullable(),
  /** Units of capacity where known: classrooms, beds, staff. */
  capacity: z.number().int().nonnegative().nullable(),
  /** National key where one exists: NPSN, kode faskes. */
  nationalCode: z.string().nullable(),
  dataset: z.string(),
});
export type Facility = z.infer<typeof Facility>;
