// The money of projects by kecamatan, so that no rupiah is counted twice or lost.
import { ancestorAt, type AssessedRegion } from '#analysis';
import type { PlanningField } from '#model/planning';
import type { RegionCode } from '#model/region';
import { splitRupiah } from '../projects/split-rupiah.ts';

/** What of a project lies in a kecamatan; null rupiah where nobody stated its money. */
export interface ProjectPart {
  readonly kecamatan: RegionCode;
  readonly share: number;
  readonly rupiah: number | null;
}
export interface PlannedProject {
  readonly id: string;
  readonly field: PlanningField;
  readonly rupiah: number | null;
  /** By code of the kecamatan; with `unplacedRupiah` they sum to `rupiah`. */
  readonly parts: readonly ProjectPart[];
  /** What lies in no kecamatan that is known. */
  readonly unplacedRupiah: number;
}

/** Shares are stored with a few decimals: what is missing to 1 by less than this is nothing. */
const LEAST_SHARE = 1e-6;

/**
 * Divides whole rupiah over the kecamatan of a project's regions, by share (of a road: by length). Desa count for their kecamatan;
 * regions above a kecamatan, unknown ones and shares that are missing to 1 are `unplacedRupiah`. Parts are whole rupiah by largest
 * remainder and sum to the whole exactly. Throws `RangeError` for shares that are not numbers from 0 up.
 */
export function divideProject(
  rupiah: number | null,
  regions: readonly RegionCode[],
  shares: readonly number[],
  kecamatanOf: (region: RegionCode) => RegionCode | null,
): Pick<PlannedProject, 'parts' | 'unplacedRupiah'> {
  const shareOf = new Map<RegionCode, number>();
  let outside = 0;
  let known = 0;
  for (const [index, region] of regions.entries()) {
    const share = shares[index] ?? 0;
    const kecamatan = kecamatanOf(region);
    known += share;
    if (kecamatan === null) outside += share;
    else shareOf.set(kecamatan, (shareOf.get(kecamatan) ?? 0) + share);
  }
  if (1 - known > LEAST_SHARE) outside += 1 - known;
  const codes = [...shareOf.keys()].sort();
  const weights = [...codes.map((code) => shareOf.get(code)!), outside];
  const rupiahs = rupiah === null ? null : splitRupiah(rupiah, weights);
  return {
    parts: codes.map((kecamatan, index) => ({
      kecamatan,
      share: shareOf.get(kecamatan)!,
      rupiah: rupiahs === null ? null : rupiahs[index]!,
    })),
    unplacedRupiah: rupiahs === null ? 0 : rupiahs.at(-1)!,
  };
}

/** What answers the kecamatan that a region is or lies in; null for one above or unknown. */
export function kecamatanLookup(regions: readonly AssessedRegion[]): (region: RegionCode) => RegionCode | null {
  const own = new Set(regions.filter((region) => region.own && region.level === 'kecamatan').map(({ code }) => code));
  return (region) => {
    const code = ancestorAt(region, 'kecamatan');
    return own.has(code) ? code : null;
  };
}
