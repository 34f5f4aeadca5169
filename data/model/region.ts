import { z } from 'zod';
import { BBox, Position } from './geometry.ts';

/** Levels that services are counted on, from large to small. Kelurahan stand on the level of desa. */
export const RegionLevel = z.enum(['kabupaten', 'kecamatan', 'desa']);
export type RegionLevel = z.infer<typeof RegionLevel>;

/** What a region is by law; a kota stands on the level of a kabupaten, a kelurahan on the level of a desa. */
export const RegionKind = z.enum(['kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan']);
export type RegionKind = z.infer<typeof RegionKind>;

/**
 * A Kemendagri code with dots: `32.09`, `32.09.30`, `32.09.30.2001` (Kepmendagri 300.2.2-2430/2025).
 * BPS codes look alike without dots but number the kecamatan otherwise: never derive one from the other.
 */
export const RegionCode = z.string().regex(/^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/, { message: 'region_code' });
export type RegionCode = z.infer<typeof RegionCode>;

/** The level that a well-formed code stands on. */
export function levelOf(code: RegionCode): RegionLevel {
  return code.length === 5 ? 'kabupaten' : code.length === 8 ? 'kecamatan' : 'desa';
}

/** The code one level up, or `null` for a kabupaten. */
export function parentOf(code: RegionCode): RegionCode | null {
  return code.length === 5 ? null : code.length === 8 ? code.slice(0, 5) : code.slice(0, 8);
}

/** The code as a number, unique among regions: the feature id in tiles. */
export function featureIdOf(code: RegionCode): number {
  return Number(code.replaceAll('.', ''));
}

/** Names compared as people mean them: case, spaces, punctuation and a leading "Kec."/"Desa" do not count. */
export function normaliseName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\s*(kecamatan|kec\.?|kelurahan|kel\.|desa|kabupaten|kab\.|kota)\s+/, '')
    .replace(/[^a-z0-9]/g, '');
}

const PackageAddress = z.string().regex(/^https:\/\/\S*\{code\}\S*$/, { message: 'package_address' });

/** What differs from one regency to the next; everything else in the code is the same for all. */
export const RegionProfile = z.object({
  id: z.string(),
  code: RegionCode,
  name: z.string(),
  shortName: z.string(),
  timeZone: z.string(),
  timeZoneLabel: z.string(),
  bounds: BBox,
  /** Metric CRS of the demand grid. */
  grid: z.object({ crs: z.string(), proj4: z.string(), cellMetres: z.number().positive() }),
  /** `bearingDegrees`: where the neighbour lies seen from the middle of the region, clockwise from north; for the sample only. */
  neighbours: z.array(
    z.object({
      code: RegionCode,
      name: z.string(),
      enclave: z.boolean(),
      bearingDegrees: z.number().min(0).lt(360).optional(),
    }),
  ),
  /** A point in the sea and a rough line where land goes on beyond the loaded neighbours; absent inland. */
  sea: z.object({ name: z.string(), labelPoint: Position, landBeyond: z.array(z.array(Position)) }).nullable(),
  /** Days on which offices are closed beside weekends (libur nasional, cuti bersama), for working days of permits. */
  holidays: z
    .object({
      source: z.string().nullable(),
      days: z.array(
        z.object({ date: z.iso.date(), name: z.string(), kind: z.enum(['libur_nasional', 'cuti_bersama']) }),
      ),
    })
    .default({ source: null, days: [] }),
  /** Systems where procurement is read; `{code}` stands for the code of a package. Absent where no address is known. */
  procurement: z
    .object({ source: z.string(), planAddress: PackageAddress.nullable(), tenderAddress: PackageAddress.nullable() })
    .nullish(),
  names: z.object({ villageHead: z.string(), planningAgency: z.string(), custodian: z.string() }),
  /** Kecamatan to seven lines of facts, the seed of the sample generator. */
  factsFile: z.string(),
});
export type RegionProfile = z.infer<typeof RegionProfile>;
