import type { Position } from '#model/geometry';
import type { RegionCode } from '#model/region';
import type { Coded, StatedRegion } from '../definition.ts';
import type { SourceRecord } from '../formats/index.ts';
import type { Notes } from '../notes.ts';
import type { RegionDirectory } from '../region-directory.ts';

/** Where a row says it belongs; null where it says nothing that can be understood. */
export interface Stated {
  kabupaten: RegionCode | null;
  kecamatan: RegionCode | null;
  desa: RegionCode | null;
}

/** The value of the model that a cell stands for; null when the spelling is not in the list. */
export function decoded(coded: Coded | undefined, values: SourceRecord['values']): string | null {
  if (coded === undefined) return null;
  if ('constant' in coded) return coded.constant;
  const cell = values[coded.column] ?? null;
  if (cell === null) return coded.otherwise ?? null;
  if (Object.hasOwn(coded.values, cell)) return coded.values[cell]!;
  const alike = Object.entries(coded.values).find(([spelling]) => spelling.toLowerCase() === cell.toLowerCase());
  return alike?.[1] ?? coded.otherwise ?? null;
}

/** Reads the region columns of a row and notes spellings that had to be understood. */
export function readStatedRegion(
  columns: StatedRegion,
  home: RegionCode,
  { row, values }: SourceRecord,
  directory: RegionDirectory,
  notes: Notes,
): Stated {
  const nothing: Stated = { kabupaten: null, kecamatan: null, desa: null };
  if (columns.code !== undefined) {
    const written = values[columns.code] ?? null;
    const code = written === null ? null : directory.byAnyCode(written);
    if (code === null) return nothing;
    return {
      kabupaten: code.slice(0, 5),
      kecamatan: code.length >= 8 ? code.slice(0, 8) : null,
      desa: code.length > 8 ? code : null,
    };
  }
  const kabupaten = columns.kabupaten === undefined ? home : decoded(columns.kabupaten, values);
  if (kabupaten === null) return nothing;
  const kecamatanName = columns.kecamatan === undefined ? null : (values[columns.kecamatan] ?? null);
  if (kecamatanName === null) return { ...nothing, kabupaten };
  const kecamatan = directory.kecamatanNamed(kabupaten, kecamatanName);
  if (kecamatan === null) {
    notes.noted(row, 'region_unknown', columns.kecamatan, kecamatanName);
    return { ...nothing, kabupaten };
  }
  if (kecamatan.variant) notes.noted(row, 'region_name_variant', columns.kecamatan, kecamatanName);
  const desaName = columns.desa === undefined ? null : (values[columns.desa] ?? null);
  const desa = desaName === null ? null : directory.named(kecamatan.code, desaName);
  if (desa?.variant) notes.noted(row, 'region_name_variant', columns.desa, desaName);
  if (desaName !== null && desa === null) notes.noted(row, 'region_unknown', columns.desa, desaName);
  return { kabupaten, kecamatan: kecamatan.code, desa: desa?.code ?? null };
}

/** A point this far outside the kecamatan it states is the fault of the border line, not of the point. */
export const NEAR_BORDER_METRES = 500;
/** A point this far outside belongs to another thing: a namesake, or the office of who surveyed it. */
export const WRONG_PLACE_METRES = 5_000;

/**
 * How a point fits the region that its row states. `near` counts as right, `doubtful` is drawn but marked, `wrong` is not used
 * as long as anything better is known.
 */
export function judgePoint(
  position: Position,
  stated: Stated,
  directory: RegionDirectory,
): { verdict: 'inside' | 'near' | 'doubtful' | 'wrong' | 'unstated'; metres: number } {
  const claimed = stated.kecamatan ?? stated.kabupaten;
  if (claimed === null || directory.get(claimed) === undefined) return { verdict: 'unstated', metres: 0 };
  const metres = directory.metresTo(position, claimed);
  if (metres === 0) return { verdict: 'inside', metres };
  if (metres <= NEAR_BORDER_METRES) return { verdict: 'near', metres };
  return { verdict: metres <= WRONG_PLACE_METRES ? 'doubtful' : 'wrong', metres };
}
